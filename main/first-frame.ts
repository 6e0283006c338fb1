import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FirstScreen } from '../shared/first-screen.ts'
import type { Settings } from '../shared/settings.ts'
import { firstPage } from './first-page.ts'
import { firstScreenFile, readFirstScreen, writeFirstScreen } from './first-screen-file.ts'

/** What the window shows before there is a library. */
export interface FirstFrame {
  /** Whether it shows rows; if not, it waits for the library's. */
  readonly hasScreen: boolean
  /** The window's page. Loaded again it comes without rows: the library is there by then, and has newer ones. */
  page(settings: Settings): string
  /** Keeps a screen for the next start. */
  keep(screen: FirstScreen): Promise<void>
  /** Keeps with it which fonts the window found. */
  keepFonts(fonts: readonly string[]): Promise<void>
}

/**
 * @param renderer folder of the built renderer
 * @param library the library's folder, absolute
 */
export function firstFrame(o: { readonly renderer: string; readonly userData: string; readonly library: string }): FirstFrame {
  const html = () => readFileSync(join(o.renderer, 'index.html'), 'utf8')
  const file = firstScreenFile(o.userData)
  const belongsTo = { library: o.library, page: html() }
  let screen = readFirstScreen(file, belongsTo)
  let kept: FirstScreen | undefined
  let fonts: readonly string[] | undefined
  const write = async (): Promise<void> => {
    if (kept !== undefined) await writeFirstScreen(file, belongsTo, { ...kept, ...(fonts && { fonts }) })
  }
  return {
    hasScreen: screen !== undefined,
    page(settings) {
      const page = firstPage(html(), settings, screen)
      screen = undefined
      return page
    },
    keep(shown) {
      kept = shown
      return write()
    },
    keepFonts(found) {
      fonts = found
      return write()
    },
  }
}
