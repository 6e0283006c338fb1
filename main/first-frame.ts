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
  /** Keeps a screen of the library in this folder for the next start; which fonts there are is kept from the last one where it is not known. */
  keep(screen: FirstScreen, library: string): Promise<void>
}

/**
 * @param renderer folder of the built renderer
 * @param library the library's folder, absolute
 */
export function firstFrame(o: { readonly renderer: string; readonly userData: string; readonly library: string }): FirstFrame {
  const html = () => readFileSync(join(o.renderer, 'index.html'), 'utf8')
  const file = firstScreenFile(o.userData)
  const page = html()
  const before = readFirstScreen(file, { library: o.library, page })
  let screen = before
  return {
    hasScreen: screen !== undefined,
    page(settings) {
      const shown = firstPage(html(), settings, screen)
      screen = undefined
      return shown
    },
    keep(shown, library) {
      const { fonts } = JSON.parse(before ?? '{}') as Partial<FirstScreen>
      return writeFirstScreen(file, { library, page }, { ...(fonts && { fonts }), ...shown })
    },
  }
}
