import { closeOverlay, shellStore } from './shell-store.ts'

/** Longest that a dialog is waited for, milliseconds; after that its code could not be loaded, and keys are keys again. */
const LONGEST = 5_000

/** What was typed for a dialog that is on its way, Enter as a line break; `undefined` when none is. */
let typed: string | undefined

/**
 * Keeps what is typed between asking for a dialog and its taking the keyboard, and types it there: its code is loaded when it
 * is asked for, and nobody waits for that. Without this the first letters for the palette would go into the search box behind it.
 * Answers a function that stops.
 */
export function startEarlyKeys(): () => void {
  const stop = shellStore.subscribe(({ overlay }, before) => {
    if (overlay && !before.overlay) void expectDialog()
    else if (!overlay) typed = undefined
  })
  const listen = (event: KeyboardEvent): void => void keepKey(event)
  window.addEventListener('keydown', listen, { capture: true })
  return () => {
    stop()
    window.removeEventListener('keydown', listen, { capture: true })
    typed = undefined
  }
}

/** Keeps a key for the dialog that is on its way, if one is. Answers whether it did: then it is nobody else's. */
export function keepKey(event: KeyboardEvent): boolean {
  if (typed === undefined || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false
  if (event.key === 'Escape') closeOverlay()
  else if (event.key === 'Backspace') typed = typed.replace(/[^\n]$/u, '')
  else if (event.key === 'Enter' && !event.repeat) typed += '\n'
  else if (event.key.length === 1 && !event.repeat) typed += event.key
  event.preventDefault()
  event.stopPropagation()
  return true
}

async function expectDialog(): Promise<void> {
  typed = ''
  const since = performance.now()
  while (typed !== undefined && !dialogWithKeyboard() && performance.now() - since < LONGEST) await nextFrame()
  const text = typed
  typed = undefined
  if (text) await typeNow(text)
}

/** As if it were typed now: the field's own listeners hear of it. What has no field takes nothing, least of all an Enter. */
async function typeNow(text: string): Promise<void> {
  for (const [line, words] of text.split('\n').entries()) {
    if (line > 0) {
      // What the words before it bring up is what it is meant for; and what it does is done before more is typed.
      await nextFrame()
      pressEnter()
      await nextFrame()
    }
    if (words !== '' && fieldOfDialog()) document.execCommand('insertText', false, words)
  }
}

function pressEnter(): void {
  const field = fieldOfDialog()
  const isFree = field?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  if (isFree) field?.form?.requestSubmit()
}

function fieldOfDialog(): HTMLInputElement | undefined {
  const field = document.activeElement
  return dialogWithKeyboard() && field instanceof HTMLInputElement ? field : undefined
}

function dialogWithKeyboard(): boolean {
  return document.activeElement?.closest('[role="dialog"], [role="alertdialog"]') != null
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve))
}
