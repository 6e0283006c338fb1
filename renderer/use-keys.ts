import { useCallback, useEffect } from 'react'
import { commandOfKey } from './commands.ts'
import { keepKey } from './early-keys.ts'
import { shellStore } from './shell-store.ts'

/** Runs commands by their keys, in the window and in the article's frame. Answers what the frame forwards its keys to. */
export function useKeys(): (event: KeyboardEvent) => void {
  const handle = useCallback((event: KeyboardEvent) => {
    if (keepKey(event) || event.defaultPrevented || event.isComposing || shellStore.getState().overlay) return
    const command = commandOfKey(event)
    if (!command) return
    event.preventDefault()
    command.run()
  }, [])
  useEffect(() => {
    window.addEventListener('keydown', handle)
    return () => window.removeEventListener('keydown', handle)
  }, [handle])
  return handle
}
