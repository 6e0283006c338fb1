import { useCallback, useEffect } from 'react'
import { COMMANDS } from './commands.ts'
import { matches } from './keys.ts'
import { shellStore } from './shell-store.ts'

/** Runs commands by their keys, in the window and in the article's frame. Answers what the frame forwards its keys to. */
export function useKeys(): (event: KeyboardEvent) => void {
  const handle = useCallback((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || shellStore.getState().overlay) return
    const typing = isField(event.target)
    for (const command of COMMANDS) {
      if (!command.keys.some((keys) => matches(keys, event))) continue
      // In a field, plain keys are words, and undo is the field's own.
      if (typing && (!(event.ctrlKey || event.metaKey) || command.id === 'undo' || command.id === 'redo')) continue
      if (command.enabled && !command.enabled()) continue
      // Of two commands on the same key the more particular one wins: `find` in the article over `search`.
      const better = COMMANDS.find((other) => other.id === 'find' && command.id === 'search' && other.enabled?.())
      event.preventDefault()
      ;(better && better.keys.some((keys) => matches(keys, event)) ? better : command).run()
      return
    }
  }, [])
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [handle])
  return handle
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type="checkbox"]), textarea, [contenteditable]')
}
