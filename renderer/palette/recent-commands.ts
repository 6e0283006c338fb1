import type { CommandId } from '../../shared/commands.ts'

const KEY = 'recent-commands'
/** As many as are seen at once. */
const MOST = 6

/** The commands that were run from the palette last, newest first. */
export function recentCommands(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** Remembers that a command was run. */
export function rememberCommand(id: CommandId): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([id, ...recentCommands().filter((one) => one !== id)].slice(0, MOST)))
  } catch {
    // What was run last is a convenience, and not worth an error on a full disk.
  }
}
