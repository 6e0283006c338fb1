import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ErrorBoundary } from '../error-boundary.tsx'
import { startSettings } from '../settings-store.ts'
import '../ui/base.css'
import '../ui/tokens.css'
import { BrowserWindow } from './browser-window.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

void startSettings().then(() =>
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <BrowserWindow />
      </ErrorBoundary>
    </StrictMode>,
  ),
)
