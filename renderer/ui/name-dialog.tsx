import { useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { focusFirst } from './focus-first.ts'
import styles from './name-dialog.module.css'

interface Props {
  readonly title: string
  /** The field's name. */
  readonly label: string
  readonly value: string
  /** A name to begin with where there is none yet. */
  readonly suggestion?: string | undefined
  /** What will happen, where the title does not say it all. */
  readonly hint?: string | undefined
  /** The button that does it. */
  readonly action: string
  readonly onName: (name: string) => void
  readonly onClose: () => void
}

/** Asks for a name. The keyboard begins in the field, with the old name selected. */
export function NameDialog({ title, label, value, suggestion, hint, action, onName, onClose }: Props) {
  const [name, setName] = useState(value || (suggestion ?? ''))
  const clean = name.trim().replace(/\s+/g, ' ')
  const submit = (event?: React.FormEvent): void => {
    event?.preventDefault()
    if (clean === '') return
    onClose()
    if (clean !== value) onName(clean)
  }
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button kind="primary" disabled={clean === ''} onClick={() => submit()}>
        {action}
      </Button>
    </>
  )
  return (
    <Dialog title={title} size="small" onClose={onClose} footer={footer}>
      <form onSubmit={submit}>
        <label className={styles['label']}>
          {label}
          <input
            ref={focusFirst}
            type="text"
            className={styles['field']}
            autoComplete="off"
            maxLength={200}
            value={name}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {hint && <p className={styles['hint']}>{hint}</p>}
      </form>
    </Dialog>
  )
}
