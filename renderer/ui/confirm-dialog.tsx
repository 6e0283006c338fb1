import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { focusFirst } from './focus-first.ts'

interface Props {
  readonly title: string
  readonly text: string
  /** The button that does it, named by what it does. */
  readonly action: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Asks before something that cannot be undone. The keyboard begins at Cancel. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: Props) {
  const footer = (
    <>
      <Button ref={focusFirst} onClick={onClose}>
        Cancel
      </Button>
      <Button
        kind="danger"
        onClick={() => {
          onClose()
          onConfirm()
        }}
      >
        {action}
      </Button>
    </>
  )
  return (
    <Dialog title={title} role="alertdialog" size="small" onClose={onClose} footer={footer}>
      <p>{text}</p>
    </Dialog>
  )
}
