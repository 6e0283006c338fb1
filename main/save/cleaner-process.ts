import { Failure } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import { clean } from './clean.ts'
import type { CleanerAnswer, CleanerRequest } from './cleaner.ts'

/** Electron's port to the parent, as `utilityProcess.fork` gives it; this file also runs under `child_process.fork`. */
interface ParentPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
}

const port = (process as NodeJS.Process & { readonly parentPort?: ParentPort }).parentPort

function answer(message: CleanerAnswer): void {
  if (port !== undefined) port.postMessage(message)
  else process.send?.(message)
}

function receive(request: CleanerRequest): void {
  try {
    const page = clean(request.job)
    answer({ kind: 'cleaned', id: request.id, page, memory: process.memoryUsage.rss() })
  } catch (error) {
    answer({ kind: 'failed', id: request.id, error: asAppError(error), memory: process.memoryUsage.rss() })
  }
}

function asAppError(error: unknown): AppError {
  if (error instanceof Failure) return error.error
  // A stack or a string that grew over the engine's bounds: the page is too deep or too large for it.
  if (error instanceof RangeError) return { code: 'too-complex' }
  // The log of the parent gets standard error.
  console.error(error)
  return { code: 'unexpected' }
}

if (port !== undefined) port.on('message', (event) => receive(event.data as CleanerRequest))
else process.on('message', (message) => receive(message as CleanerRequest))

// Small, but it touches every library once: the first real page finds them loaded and partly compiled.
try {
  clean({ bytes: Buffer.from('<title>Warm</title><article><h1>Warm</h1><p>Loaded once, so that nothing waits.</p></article>') })
} catch {
  // Too little text for an article is the expected end.
}
answer({ kind: 'ready' })
