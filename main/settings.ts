import { randomBytes } from 'node:crypto'
import { changeSettings, readSettings } from '../shared/settings.ts'
import type { Settings, SettingsChange } from '../shared/settings.ts'
import { SafeStore } from './library/safe-store.ts'
import { readLibraryFolder, readWindowState, SETTINGS_NAME } from './start-settings.ts'
import type { WindowState } from './start-settings.ts'

interface Stored {
  settings: unknown
  window: unknown
  device: unknown
  sampleShown: unknown
  library: unknown
}

export interface SettingsStore {
  get(): Settings
  /** Durable when it returns. @throws Failure disk-full, read-only */
  change(change: SettingsChange): Settings
  window(): WindowState
  rememberWindow(state: WindowState): void
  /** The library's folder, when the reader chose one. */
  library(): string | undefined
  /** @throws Failure disk-full, read-only */
  rememberLibrary(folder: string): void
  /** Names this machine's reading positions in a library that several machines share. */
  readonly device: string
  /** Whether the sample article was put into a library of this app once: it never comes back by itself. */
  sampleShown(): boolean
  rememberSample(): void
}

/** Opens the settings in the app's own folder. Damaged or foreign content counts as missing; it never throws for it. */
export function openSettings(folder: string, onChange: (settings: Settings) => void): SettingsStore {
  const store = new SafeStore<Partial<Stored>>({ cwd: folder, name: SETTINGS_NAME, whenDamaged: 'set-aside' })
  let settings = readSettings(store.get('settings'))
  return {
    get: () => settings,
    change(change) {
      const next = changeSettings(settings, change)
      store.set('settings', next)
      settings = next
      onChange(settings)
      return settings
    },
    window: () => readWindowState(store.get('window')),
    rememberWindow: (state) => store.set('window', state),
    library: () => readLibraryFolder(store.get('library')),
    rememberLibrary: (folder) => store.set('library', folder),
    device: deviceName(store),
    sampleShown: () => store.get('sampleShown') === true,
    rememberSample: () => store.set('sampleShown', true),
  }
}

function deviceName(store: SafeStore<Partial<Stored>>): string {
  const known = store.get('device')
  if (typeof known === 'string' && /^[0-9a-f]{16}$/.test(known)) return known
  const made = randomBytes(8).toString('hex')
  try {
    store.set('device', made)
  } catch {
    // A full or read-only disk: the name serves until the app ends.
  }
  return made
}
