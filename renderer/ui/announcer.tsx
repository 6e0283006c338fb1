import { useSyncExternalStore } from 'react'

let said = ''
let turn = false
const listeners = new Set<() => void>()

/** Has a screen reader say this, politely: after what it is saying now. */
export function announce(text: string): void {
  // The same words twice would not be a change, and so not be said: a no-break space at the end makes them one.
  turn = !turn
  said = turn ? text : `${text}\u00A0`
  for (const listener of listeners) listener()
}

/** The live region that `announce` speaks through; once in the window. */
export function Announcer() {
  const text = useSyncExternalStore(listen, () => said)
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcer">
      {text}
    </div>
  )
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
