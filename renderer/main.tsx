import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { App } from './app.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { api } from './api.ts'
import { firstPage } from './first-page.ts'
import { fetchFirstRows, reload, showFirstScreen } from './library/library-store.ts'
import { restoreList } from './library/restore-list.ts'
import { startSettings } from './settings-store.ts'
import { leaveOutMissingFonts, presentFonts } from './ui/font-stacks.ts'
import './ui/base.css'
import './ui/tokens.css'

/** Milliseconds that the first frame waits for the rows; a library that opens more slowly shows that it does. */
const ROWS_IN_FIRST_FRAME = 400

/** Milliseconds after which the window has nothing better to do than to look for fonts. */
const CALM = 2_000

const { settings, screen } = firstPage()
const root = createRoot(requiredElement('root'))

// The theme first: a window that flashes white in a dark room is the worst greeting.
const dressed = startSettings(settings)
if (screen?.fonts) leaveOutMissingFonts(screen.fonts)
restoreList()
if (settings && screen && showFirstScreen(screen)) {
  // In this very task, so that the first frame is the list. The library opens when it is first asked, which is after that.
  flushSync(draw)
  requestAnimationFrame(() => window.setTimeout(reload))
} else {
  void Promise.all([dressed, Promise.race([fetchFirstRows(), waitFor(ROWS_IN_FIRST_FRAME)])]).then(draw)
}

window.setTimeout(() => requestIdleCallback(() => void api.keepFonts(presentFonts()).catch(() => undefined)), CALM)

function draw(): void {
  root.render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  )
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    window.setTimeout(resolve, milliseconds)
  })
}

function requiredElement(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`index.html has no #${id}`)
  return element
}
