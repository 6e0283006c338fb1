import type { AppError } from './errors.ts'

/** CSS pixels of the bar over the pages of Lectern's browser; `renderer/browser` fills it, main puts the page below. */
export const BROWSER_BAR = 92

/** What Lectern's browser shows. */
export interface BrowserState {
  /** Empty when nothing was opened yet. */
  readonly address: string
  readonly title: string
  readonly loading: boolean
  readonly canGoBack: boolean
  readonly canGoForward: boolean
  /** There is a page to see, and to save. */
  readonly shown: boolean
  /** Why there is none, or what the page asked for and did not get. */
  readonly error?: AppError
}

/** A move of Lectern's browser. */
export type BrowserStep =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'back' | 'forward' | 'reload' | 'stop' }
  /** The keyboard goes to the page. */
  | { readonly kind: 'focus-page' }

export const BROWSER_MOVES = ['back', 'forward', 'reload', 'stop', 'focus-page'] as const

/** What keys ask of the bar of Lectern's browser while the keyboard is in a page. */
export type BrowserCommandId = 'address' | 'save'
