import { changeSettings, settingsStore, useSettings } from '../settings-store.ts'
import { readingStore, useReading } from './reading-store.ts'

/** Whether the notes are on screen: beside the text as the settings say, over it only when asked for. */
export function useNotesShown(): boolean {
  const { notesPanelOpen } = useSettings()
  const layout = useReading((state) => state.notesLayout)
  const drawer = useReading((state) => state.notesDrawer)
  return layout === 'margin' ? notesPanelOpen : drawer
}

/** Shows the notes, or puts them away. */
export function toggleNotes(): void {
  const { notesLayout, notesDrawer } = readingStore.getState()
  if (notesLayout === 'list') readingStore.setState({ notesDrawer: !notesDrawer })
  else changeSettings({ notesPanelOpen: !settingsStore.getState().settings.notesPanelOpen })
}

/** Shows the notes if they are not. */
export function showNotes(): void {
  if (!notesShown()) toggleNotes()
}

/** Whether the notes are on screen now. */
export function notesShown(): boolean {
  const { notesLayout, notesDrawer } = readingStore.getState()
  return notesLayout === 'list' ? notesDrawer : settingsStore.getState().settings.notesPanelOpen
}
