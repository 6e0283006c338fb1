import { createStore, useStore } from 'zustand'
import { changeSettings as changed, DEFAULT_SETTINGS } from '../shared/settings.ts'
import type { Settings, SettingsChange, Theme } from '../shared/settings.ts'
import { api, errorOf, onEvent } from './api.ts'
import { attempt } from './attempt.ts'
import { showError } from './ui/toast.tsx'

/** The reader's settings as main keeps them; changed here at once and then there. */
export const settingsStore = createStore<{ readonly settings: Settings }>(() => ({ settings: DEFAULT_SETTINGS }))

/** Changes that main has not kept yet, oldest first. */
let onTheirWay: readonly SettingsChange[] = []

const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

/** Keeps the settings fresh and dresses the window in the chosen theme; fetches them unless they came with the page. Call once. */
export async function startSettings(known?: Settings): Promise<void> {
  settingsStore.subscribe(applyTheme)
  systemDark.addEventListener('change', applyTheme)
  // Main tells of each change by itself: what was changed after it is not taken back by that.
  onEvent('settings-changed', ({ settings }) => settingsStore.setState({ settings: onTheirWay.reduce(changed, settings) }))
  if (known) settingsStore.setState({ settings: known })
  applyTheme()
  if (known) return
  try {
    settingsStore.setState({ settings: await api.getSettings() })
  } catch (thrown) {
    showError(errorOf(thrown))
  }
}

/** Changes settings: seen at once, kept by main. If main cannot keep them, they hold until the window closes. */
export function changeSettings(change: SettingsChange): void {
  settingsStore.setState({ settings: changed(settingsStore.getState().settings, change) })
  onTheirWay = [...onTheirWay, change]
  void attempt(() => api.changeSettings(change)).then(() => (onTheirWay = onTheirWay.filter((one) => one !== change)))
}

/** The settings, and again whenever they change. */
export function useSettings(): Settings {
  return useStore(settingsStore, (state) => state.settings)
}

/** The theme to paint with: "system" resolved. */
export function paintedTheme(theme: Theme): Exclude<Theme, 'system'> {
  if (theme !== 'system') return theme
  return systemDark.matches ? 'dark' : 'light'
}

function applyTheme(): void {
  document.documentElement.dataset['theme'] = paintedTheme(settingsStore.getState().settings.theme)
}
