import { attempt } from '../attempt.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { focusFirst } from '../ui/focus-first.ts'
import { save } from './library-actions.ts'
import styles from './save-pasted-dialog.module.css'

interface Props {
  readonly text: string
  readonly html: string | undefined
  readonly onClose: () => void
}

/** Offers to save what was pasted into the window: an address, or words as an article of their own. */
export function SavePastedDialog({ text, html, onClose }: Props) {
  const isAddress = /^(?:https?:\/\/)?[^\s/]+\.[^\s/]+(?:\/\S*)?$/i.test(text.trim())
  const submit = (): void => {
    onClose()
    void attempt(() =>
      save(isAddress ? { kind: 'address', address: text.trim() } : { kind: 'paste', text, ...(html ? { html } : {}) }),
    )
  }
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button kind="primary" ref={focusFirst} onClick={submit}>
        Save
      </Button>
    </>
  )
  return (
    <Dialog title={isAddress ? 'Save this address?' : 'Save this text as an article?'} size="small" onClose={onClose} footer={footer}>
      <blockquote className={styles['text']} dir="auto">
        {text.trim() || 'Formatted content without words of its own'}
      </blockquote>
    </Dialog>
  )
}
