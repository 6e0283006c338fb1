import { COMMAND_LIST, keyParts, keysOf, keysText as textOf } from '../shared/commands.ts'
import type { CommandId, Keys } from '../shared/commands.ts'

/** Whether this is a Mac, where Command takes the place of Ctrl. */
export const isMac = navigator.userAgent.includes('Macintosh')

/** Whether a key press is these keys. */
export function matches(keys: Keys, event: KeyboardEvent): boolean {
  const parts = keyParts(keys)
  const key = parts.at(-1) ?? ''
  const mod = isMac ? event.metaKey : event.ctrlKey
  if (mod !== parts.includes('Mod') || event.altKey !== parts.includes('Alt')) return false
  if ((isMac ? event.ctrlKey : event.metaKey) && !parts.includes('Mod')) return false
  // A typed sign such as `?` needs Shift on some keyboards and not on others; letters and named keys say it themselves.
  const sign = key.length === 1 && key.toLowerCase() === key.toUpperCase()
  if (!sign && event.shiftKey !== parts.includes('Shift')) return false
  return event.key.toLowerCase() === key.toLowerCase()
}

/** Keys as this system writes them: `Ctrl+Shift+K`, or `⇧⌘K` on a Mac. */
export function keysText(keys: Keys): string {
  return textOf(keys, isMac)
}

/** The first keys of a command, as this system writes them. */
export function shownKeys(id: CommandId): string | undefined {
  const entry = COMMAND_LIST.find((one) => one.id === id)
  const [first] = entry ? keysOf(entry, isMac) : []
  return first === undefined ? undefined : keysText(first)
}
