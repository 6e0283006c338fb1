import { useEffect, useRef, useState } from 'react'
import { errorOf } from '../api.ts'
import { IconButton } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import { Icon } from '../ui/icons.tsx'
import { savingText } from '../ui/saving-text.ts'
import { save, saveFiles } from './library-actions.ts'
import { useLibrary } from './library-store.ts'
import styles from './save-box.module.css'

/** Where an address to save is typed or pasted; what is wrong with it is said here. */
export function SaveBox() {
  const [address, setAddress] = useState('')
  const [problem, setProblem] = useState<string>()
  const field = useRef<HTMLInputElement>(null)

  const submit = async (event: React.FormEvent): Promise<void> => {
    event.preventDefault()
    if (address.trim() === '') {
      field.current?.focus()
      return
    }
    try {
      await save({ kind: 'address', address: address.trim() })
      setAddress('')
      setProblem(undefined)
    } catch (thrown) {
      const { what, advice } = errorText(errorOf(thrown))
      setProblem(`${what} ${advice}`)
      field.current?.focus()
    }
  }

  return (
    <div className={styles['wrap']}>
      <form className={styles['box']} noValidate onSubmit={(event) => void submit(event)} data-invalid={problem ? '' : undefined}>
        <Icon name="plus" size={16} />
        <input
          ref={field}
          id="address-to-save"
          type="text"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          aria-label="Address to save"
          aria-invalid={problem ? true : undefined}
          aria-describedby={problem ? 'address-problem' : undefined}
          placeholder="Paste an address to save"
          value={address}
          onChange={(event) => {
            setAddress(event.target.value)
            setProblem(undefined)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
        <IconButton icon="files" label="Save files…" size="small" onClick={() => void saveFiles()} />
        <button type="submit" className={styles['submit']} aria-label="Save article">
          Save
        </button>
      </form>
      {problem && (
        <p id="address-problem" role="alert" className={styles['problem']}>
          {problem}
        </p>
      )}
    </div>
  )
}

/** What is being saved right now; always in the document, so that assistive technology hears it change. */
export function SavingStatus() {
  const saving = useLibrary((state) => state.saving)
  const [finished, setFinished] = useState(false)
  const before = useRef(0)
  useEffect(() => {
    setFinished(before.current > 0 && saving.size === 0)
    before.current = saving.size
    if (saving.size > 0) return
    const timer = window.setTimeout(() => setFinished(false), 3000)
    return () => window.clearTimeout(timer)
  }, [saving.size])
  const first = saving.values().next().value
  const step = first?.state.kind === 'saving' ? savingText(first.state.step) : ''
  const text =
    saving.size === 0 ? (finished ? 'Done' : '') : saving.size === 1 ? `Saving… ${step}` : `Saving ${saving.size} articles… ${step}`
  return (
    <p role="status" aria-label="Saving" className={styles['status']} data-busy={saving.size > 0 || undefined}>
      {text}
    </p>
  )
}
