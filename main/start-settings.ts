import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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

/**
 * What the window needs to know of the settings to be opened, read without the store that writes them: that is loaded when
 * the window has painted. What is missing or damaged gets its default; never throws.
 */
export function readStartSettings(folder: string): { readonly settings: Settings; readonly window: WindowState } {
  let stored: unknown
  try {
    stored = JSON.parse(readFileSync(join(folder, `${SETTINGS_NAME}.json`), 'utf8'))
  } catch {
    // The store says what becomes of a damaged file.
  }
  const { settings, window } = (typeof stored === 'object' && stored !== null ? stored : {}) as Readonly<Record<string, unknown>>
  return { settings: readSettings(settings), window: readWindowState(window) }
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
