import type { CommandId, MenuState } from '../shared/commands.ts'
import { api } from './api.ts'
import { COMMANDS } from './commands.ts'
import { historyLabels, onHistoryChange } from './history.ts'
import { libraryStore } from './library/library-store.ts'
import { notesShown } from './reader/notes-visibility.ts'
import { readingStore } from './reader/reading-store.ts'
import { settingsStore } from './settings-store.ts'
import { shellStore } from './shell-store.ts'

/** Milliseconds after a change until the menu is told: nobody opens it faster, and changes come in bursts. */
const TELL_AFTER = 150

/** What the menu should say now. While something lies over the window, the window has nothing to do but that. */
function menuState(): MenuState {
  const covered = shellStore.getState().overlay !== undefined
  const { undo, redo } = historyLabels()
  const impossible = ({ id, enabled }: (typeof COMMANDS)[number]): boolean =>
    covered || !(enabled?.() ?? true) || (id === 'undo' && undo === undefined) || (id === 'redo' && redo === undefined)
  return { disabled: COMMANDS.filter(impossible).map(({ id }) => id), checked: checked(), ...historyLabels() }
}

/** Keeps the application menu true. Answers a function that stops. */
export function startMenuState(): () => void {
  let told = ''
  let timer: number | undefined
  const tell = (): void => {
    timer = undefined
    const state = menuState()
    const text = JSON.stringify(state)
    if (text === told) return
    told = text
    api.showMenu(state).catch(() => undefined)
  }
  const soon = (): void => {
    timer ??= window.setTimeout(tell, TELL_AFTER)
  }
  window.addEventListener('hashchange', soon)
  const stops = [
    ...[libraryStore, shellStore, settingsStore, readingStore].map((store) => store.subscribe(soon)),
    onHistoryChange(soon),
    () => window.removeEventListener('hashchange', soon),
    () => window.clearTimeout(timer),
  ]
  soon()
  return () => {
    for (const stop of stops) stop()
  }
}

function checked(): readonly CommandId[] {
  const sidebar = document.querySelector('[data-sidebar="full"]') !== null || shellStore.getState().sidebarDrawer
  return [...(notesShown() ? ['toggle-notes' as const] : []), ...(sidebar ? ['toggle-sidebar' as const] : [])]
}
