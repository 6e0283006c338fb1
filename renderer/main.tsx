import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import type { NextStart } from '../shared/first-screen.ts'
import { App } from './app.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { api } from './api.ts'
import { firstPage } from './first-page.ts'
import { startHearing } from './hearing.ts'
import { beforeClosing } from './last-words.ts'
import { reload } from './library/reload.ts'
import { fetchFirstRows, showFirstScreen, startQuery } from './library/start-library.ts'
import { restoreList } from './library/restore-list.ts'
import { showSavedSearches } from './library/saved-searches.ts'
import { currentRoute } from './route.ts'
import { startSettings } from './settings-store.ts'
import { leaveOutMissingFonts, presentFonts } from './ui/font-stacks.ts'
import './ui/base.css'
import './ui/tokens.css'

/** Milliseconds that the first frame waits for the rows; a library that opens more slowly shows that it does. */
const ROWS_IN_FIRST_FRAME = 400

/** Milliseconds after which the window is taken to be painted. */
const PAINTED_AT_LAST = 500

/** Milliseconds after which the window has nothing better to do than to think of its next start. */
const CALM = 2_000

const { settings, screen } = firstPage()
const root = createRoot(requiredElement('root'))

// The theme first: a window that flashes white in a dark room is the worst greeting.
const dressed = startSettings(settings)
if (screen?.fonts) leaveOutMissingFonts(screen.fonts)
restoreList()
startHearing()
// A saved search is known by its words only when the library is there.
if (settings && screen && !currentRoute().search && showFirstScreen(screen)) {
  showSavedSearches(screen.searches)
  // In this very task, so that the first frame is the list. The library opens when it is first asked, which is after that.
  flushSync(draw)
  void painted().then(reload)
} else {
  void Promise.all([dressed, Promise.race([fetchFirstRows(), waitFor(ROWS_IN_FIRST_FRAME)])]).then(draw)
}

window.setTimeout(() => requestIdleCallback(() => void keepStart({ list: startQuery(), fonts: presentFonts() })), CALM)
beforeClosing(() => keepStart({ list: startQuery() }))

/** Whatever comes of it, this window has what it needs. */
function keepStart(start: NextStart): Promise<void> {
  return api.keepStart(start).catch(() => undefined)
}

function draw(): void {
  root.render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  )
}

/** Resolves when what was drawn is on screen; a window that nobody sees is not painted, and is not waited for. */
function painted(): Promise<void> {
  const second = new Promise<void>((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => window.setTimeout(resolve)))
  })
  return Promise.race([second, waitFor(PAINTED_AT_LAST)])
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
