import { useEffect, useRef } from 'react'
import { createStore, useStore } from 'zustand'
import type { AppError } from '../../shared/errors.ts'
import { IconButton } from './button.tsx'
import { errorText } from './error-text.ts'
import styles from './toast.module.css'

interface Toast {
  readonly key: number
  readonly text: string
  readonly advice?: string
  readonly kind: 'done' | 'failed'
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Milliseconds to read it and reach the button; errors stay until they are dismissed or followed by another. */
const STAY_MS = 7000

/** Milliseconds until a toast that was under the pointer or the keyboard is looked at again (WCAG 2.2, 2.2.1: time can be stopped). */
const AGAIN_MS = 1000

/** The longest that a timer can wait, milliseconds (HTML standard: a signed 32-bit integer). */
const LONGEST_MS = 2 ** 31 - 1

let stay = STAY_MS

const toasts = createStore<{ readonly toast: Toast | undefined }>(() => ({ toast: undefined }))
let count = 0

/** Says that something was done; `action` is usually Undo. A new toast takes the place of the old one. */
export function showToast(text: string, action?: Toast['action']): void {
  toasts.setState({ toast: { key: ++count, text, kind: 'done', ...(action ? { action } : {}) } })
}

/** Says that something failed that has no better place to say so; `did` is what was done before it did. */
export function showError(error: AppError, did?: { readonly text: string; readonly action: Toast['action'] & object }): void {
  const { what, advice } = errorText(error)
  const text = did ? `${did.text} ${what}` : what
  toasts.setState({ toast: { key: ++count, text, advice, kind: 'failed', ...(did && { action: did.action }) } })
}

/** Lets toasts stay so many milliseconds, or until another comes; for tests, on a machine of whatever speed. */
export function keepToasts(milliseconds = LONGEST_MS): void {
  stay = milliseconds
}

/** Takes the toast away. */
export function hideToast(): void {
  toasts.setState({ toast: undefined })
}

/** Where toasts appear; `children` stand above them. */
export function ToastRegion({ children }: { readonly children?: React.ReactNode }) {
  const toast = useStore(toasts, (state) => state.toast)
  const region = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!toast || toast.kind === 'failed') return
    const leave = (): void => {
      if (isUsed(region.current)) timer = window.setTimeout(leave, AGAIN_MS)
      else hideToast()
    }
    let timer = window.setTimeout(leave, stay)
    return () => window.clearTimeout(timer)
  }, [toast])
  return (
    <div ref={region} className={styles['region']}>
      {children}
      {/* Both regions are always there: a live region that comes with its text is not announced. */}
      <div role="status" aria-label="Messages">{toast?.kind === 'done' && <Body toast={toast} />}</div>
      <div role="alert">{toast?.kind === 'failed' && <Body toast={toast} />}</div>
    </div>
  )
}

/** Whether it is pointed at, or has the keyboard. */
function isUsed(element: HTMLElement | null): boolean {
  return element !== null && (element.matches(':hover') || element.contains(document.activeElement))
}

function Body({ toast }: { readonly toast: Toast }) {
  const { action } = toast
  return (
    <div key={toast.key} className={styles['toast']} data-kind={toast.kind}>
      <p>
        <span>{toast.text}</span>
        {toast.advice && <span className={styles['advice']}>{toast.advice}</span>}
      </p>
      {action && (
        <button
          type="button"
          className={styles['action']}
          onClick={() => {
            hideToast()
            action.run()
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton icon="close" label="Dismiss" size="small" onClick={hideToast} />
    </div>
  )
}
