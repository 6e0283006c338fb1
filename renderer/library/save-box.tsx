import { useEffect, useRef, useState } from 'react'
import { hasEnded } from '../../shared/batch.ts'
import { errorOf } from '../api.ts'
import { useBatches } from '../batches/batch-store.ts'
import { IconButton } from '../ui/button.tsx'
import { useRoute } from '../route.ts'
import { errorText } from '../ui/error-text.ts'
import { Icon } from '../ui/icons.tsx'
import { savingText } from '../ui/saving-text.ts'
import { useVersionSteps } from '../versions/saving-version.ts'
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
      setProblem(wordsOf(thrown))
      field.current?.focus()
    }
  }

  /** A field has one line; a list that is pasted into it is saved as one. */
  const pasted = (event: React.ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain')
    if (!/\S\s*\n\s*\S/.test(text)) return
    event.preventDefault()
    setProblem(undefined)
    void import('../batches/save-many.ts')
      .then(({ saveList }) => saveList(text))
      .then(() => setAddress(''), (thrown: unknown) => setProblem(wordsOf(thrown))) // prettier-ignore
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
          onPaste={pasted}
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

function wordsOf(thrown: unknown): string {
  const { what, advice } = errorText(errorOf(thrown))
  return `${what} ${advice}`
}

/** What is being saved right now, or only that something is (`short`); always in the document, so that assistive technology hears it change. */
export function SavingStatus({ short }: { readonly short: boolean }) {
  const saving = useLibrary((state) => state.saving)
  const versions = useVersionSteps()
  const { article: open } = useRoute()
  // The reader says it of the article that is open.
  const steps = [
    ...[...saving.values()].flatMap(({ state }) => (state.kind === 'saving' ? [state.step] : [])),
    ...[...versions].flatMap(([id, step]) => (id === open ? [] : [step])),
  ]
  const count = steps.length
  const inBulk = useBatches().some((batch) => !hasEnded(batch))
  const [finished, setFinished] = useState(false)
  const before = useRef(0)
  useEffect(() => {
    setFinished(before.current > 0 && count === 0)
    before.current = count
    if (count > 0) return
    const timer = window.setTimeout(() => setFinished(false), 3000)
    return () => window.clearTimeout(timer)
  }, [count])
  const step = steps[0] && !short ? savingText(steps[0]) : ''
  // Of many, their own line says it.
  const text = inBulk ? '' : count === 0 ? (finished ? 'Done' : '') : `${count === 1 || short ? 'Saving…' : `Saving ${count} articles…`} ${step}`
  return (
    <p role="status" aria-label="Saving" className={styles['status']} data-busy={count > 0 || undefined}>
      {text}
    </p>
  )
}
