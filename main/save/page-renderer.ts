import type { FetchedPage } from './fetch-page.ts'

/** A page that was too much to clean, made smaller in two ways. */
export interface ThinnedPage {
  /** The page without what is no article and with its largest parts folded; absent when that is still too much. */
  readonly lean?: string
  /** Its text alone, as paragraphs and headings. */
  readonly text: string
}

/** Where pages are opened by a browser, locked up; Electron's hidden window stands behind it in the app. */
export interface PageRenderer {
  /**
   * Opens a page with its scripts and answers it as it stands when it has settled, or when its time is over.
   * @throws Failure cannot-render, unreachable, http, not-a-page, blocked-address, too-many-redirects, timeout, too-large,
   *   too-complex, cancelled
   */
  render(url: string, options: RenderOptions): Promise<FetchedPage>
  /**
   * Parses a page as a browser does, runs none of its scripts and loads nothing.
   * @throws Failure cannot-render, timeout, too-complex, cancelled
   */
  thin(html: string, options: { readonly signal: AbortSignal }): Promise<ThinnedPage>
}

export interface RenderOptions {
  readonly signal: AbortSignal
  /** Whether the page may reach private addresses: only when the reader typed one. */
  readonly mayBePrivate: boolean
}
