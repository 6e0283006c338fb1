import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { fetchFirstRows } from './library/library-store.ts'
import { startSettings } from './settings-store.ts'
import './ui/base.css'
import './ui/tokens.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

/** Milliseconds that the first frame waits for the rows; a library that opens more slowly shows that it does. */
const ROWS_IN_FIRST_FRAME = 400

const rows = Promise.race([
  fetchFirstRows(),
  new Promise<void>((resolve) => {
    window.setTimeout(resolve, ROWS_IN_FIRST_FRAME)
  }),
])

// The theme first: a window that flashes white in a dark room is the worst greeting.
void Promise.all([startSettings(), rows]).then(() =>
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  ),
)
