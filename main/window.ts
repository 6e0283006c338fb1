import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Session } from 'electron'
import { join } from 'node:path'
import { assertNever } from '../shared/errors.ts'
import type { Theme } from '../shared/settings.ts'
import { APP_ORIGIN } from './app-scheme.ts'
import { ownPage } from './page-preferences.ts'
import type { WindowState } from './start-settings.ts'

/** Milliseconds after a move or resize until the window's place is written down. */
const REMEMBER_AFTER = 400

/** Opens the app's window where it was, in its theme's colour so that nothing flashes. */
export function openWindow(o: {
  readonly session: Session
  readonly preload: string
  readonly theme: Theme
  readonly place: WindowState
  /** Told where the window stands, a moment after it was moved and when it closes. */
  readonly onPlace: (place: WindowState) => void
}): BrowserWindow {
  const state = onSomeScreen(o.place)
  const window = new BrowserWindow({
    ...state,
    minWidth: 420,
    minHeight: 360,
    show: false,
    title: 'Lectern',
    backgroundColor: backgroundOf(o.theme),
    webPreferences: ownPage(o.session, o.preload),
  })
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  watchPlace(window, o.onPlace)
  void window.loadURL(`${APP_ORIGIN}/index.html`)
  return window
}

/** Makes native parts (menus, dialogs, scroll bars, `prefers-color-scheme`) follow the chosen theme. */
export function applyTheme(theme: Theme): void {
  nativeTheme.themeSource = nativeThemeOf(theme)
}

function nativeThemeOf(theme: Theme): 'system' | 'light' | 'dark' {
  switch (theme) {
    case 'system':
      return 'system'
    case 'light':
    case 'sepia':
      return 'light'
    case 'dark':
    case 'black':
      return 'dark'
    default:
      return assertNever(theme)
  }
}

/** The page colours of `renderer/ui/tokens.css`, needed before any style sheet is there. */
export function backgroundOf(theme: Theme): string {
  if (theme === 'sepia') return '#f4ecd8'
  if (theme === 'black') return '#000000'
  return nativeTheme.shouldUseDarkColors ? '#1b1b1a' : '#fbfaf7'
}

function watchPlace(window: BrowserWindow, onPlace: (place: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined
  const remember = () => {
    clearTimeout(timer)
    if (!window.isDestroyed()) onPlace({ ...window.getNormalBounds(), maximized: window.isMaximized() })
  }
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(remember, REMEMBER_AFTER)
  }
  window.on('resize', later).on('move', later).on('maximize', later).on('unmaximize', later).on('close', remember)
}

/** The remembered place, without its position when the screen it was on is gone. */
function onSomeScreen(state: WindowState): WindowState {
  const { x, y, ...size } = state
  if (x === undefined || y === undefined) return size
  const { workArea } = screen.getDisplayMatching({ x, y, width: size.width, height: size.height })
  const seen =
    x + size.width > workArea.x + 80 &&
    x < workArea.x + workArea.width - 80 &&
    y >= workArea.y - 10 &&
    y < workArea.y + workArea.height - 80
  return seen ? state : size
}

/** The preload beside the main bundle. */
export const preloadPath = (out: string): string => join(out, 'preload', 'preload.cjs')
