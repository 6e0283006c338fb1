/**
 * What is pasted into the article or dropped on it is for the window: wherever the keyboard or the pointer is, it is saved.
 * Answers a function that stops listening.
 */
export function passToWindow(frame: Document): () => void {
  const onPaste = ({ clipboardData }: ClipboardEvent): void => void window.dispatchEvent(new ClipboardEvent('paste', { clipboardData }))
  const onDrag = ({ dataTransfer }: DragEvent): void => {
    window.dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }))
  }
  frame.addEventListener('paste', onPaste)
  frame.addEventListener('dragenter', onDrag)
  return () => {
    frame.removeEventListener('paste', onPaste)
    frame.removeEventListener('dragenter', onDrag)
  }
}
