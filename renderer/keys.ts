/** Whether this is a Mac, where Command takes the place of Ctrl. */
export const isMac = navigator.userAgent.includes('Macintosh')

/**
 * Keys as `commands.ts` writes them: `Mod+Shift+K`, `/`, `j`, `Delete`. `Mod` is Ctrl, or Command on a Mac. A single
 * character stands for what is typed, whatever keys that takes on this keyboard.
 */
export type Keys = string

/** Whether a key press is these keys. */
export function matches(keys: Keys, event: KeyboardEvent): boolean {
  const parts = keys.split('+').filter((part) => part !== '')
  const key = keys.endsWith('++') || keys === '+' ? '+' : (parts.at(-1) ?? '')
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
  const names: Readonly<Record<string, string>> = isMac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Delete: '⌫', Escape: 'esc' }
    : { Mod: 'Ctrl', Delete: 'Del', Escape: 'Esc' }
  const parts = keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+')
  return parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(isMac ? '' : '+')
}
