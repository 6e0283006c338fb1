import { readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { readSettings } from '../shared/settings.ts'
import type { Settings } from '../shared/settings.ts'

/** Name of the settings' file, without `.json`. */
export const SETTINGS_NAME = 'settings'

/** Where the window was, in device-independent pixels. */
export interface WindowState {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

/** What is known before the first frame. */
export interface StartSettings {
  readonly settings: Settings
  readonly window: WindowState
  /** The library's folder, when the reader chose one. */
  readonly library?: string
}

/**
 * What the window needs to know of the settings to be opened, read without the store that writes them: that is loaded when
 * the window has painted. What is missing or damaged gets its default; never throws.
 */
export function readStartSettings(folder: string): StartSettings {
  let stored: unknown
  try {
    stored = JSON.parse(readFileSync(join(folder, `${SETTINGS_NAME}.json`), 'utf8'))
  } catch {
    // The store says what becomes of a damaged file.
  }
  const { settings, window, library } = (typeof stored === 'object' && stored !== null ? stored : {}) as Readonly<Record<string, unknown>>
  const chosen = readLibraryFolder(library)
  return { settings: readSettings(settings), window: readWindowState(window), ...(chosen !== undefined && { library: chosen }) }
}

/** Reads the stored folder of the library; nothing when there is none. */
export function readLibraryFolder(stored: unknown): string | undefined {
  return typeof stored === 'string' && isAbsolute(stored) ? stored : undefined
}

/** Reads a stored place; what is missing or impossible gets its default. */
export function readWindowState(stored: unknown): WindowState {
  const { x, y, width, height, maximized } = (stored ?? {}) as Readonly<Record<string, unknown>>
  const whole = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : undefined)
  const [left, top] = [whole(x), whole(y)]
  return {
    ...(left !== undefined && top !== undefined && { x: left, y: top }),
    width: Math.max(420, whole(width) ?? 1280),
    height: Math.max(360, whole(height) ?? 820),
    maximized: maximized === true,
  }
}
