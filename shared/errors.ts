import type { ArticleId } from './model.ts'

/**
 * Everything that can go wrong in a way Lectern knows. A closed list: the renderer turns each code into a
 * sentence and an action (`renderer/ui/error-text.ts` does not compile without one), and the command line
 * prints the code as `error.code`.
 */
export type AppError =
  /** The text given is no http(s) address. */
  | { readonly code: 'invalid-address'; readonly address: string }
  /** The network cannot be reached at all. */
  | { readonly code: 'offline' }
  /** The host's name is unknown, or it refuses or drops connections. */
  | { readonly code: 'unreachable'; readonly host: string }
  /** The server's certificate is not valid. */
  | { readonly code: 'certificate'; readonly host: string }
  /** No answer, or no end of it, within the time limit. */
  | { readonly code: 'timeout'; readonly seconds: number }
  /** The server answered with an error status. `retryAfter` in seconds when it said so. */
  | { readonly code: 'http'; readonly status: number; readonly retryAfter?: number }
  /** More than ten redirects, or a loop of them. */
  | { readonly code: 'too-many-redirects' }
  /** A redirect or picture led to an address that must not be fetched: another scheme, or a private host. */
  | { readonly code: 'blocked-address'; readonly address: string }
  /** Larger than `limit` bytes. */
  | { readonly code: 'too-large'; readonly limit: number }
  /** The body ended before its end, or its encoding is broken. */
  | { readonly code: 'truncated' }
  /** Not a page: its media type. */
  | { readonly code: 'not-a-page'; readonly type: string }
  /** The page holds no article that could be found. */
  | { readonly code: 'no-article' }
  /** Cleaning went over its limit of time or memory. */
  | { readonly code: 'too-complex' }
  /** Pages cannot run their scripts here: as root there is no sandbox for them, or there is no display to render on. */
  | { readonly code: 'cannot-render'; readonly why: 'root' | 'no-display' }
  /** The address leads to an article that the library has already. */
  | { readonly code: 'already-saved'; readonly id: ArticleId }
  /** The reader cancelled. */
  | { readonly code: 'cancelled' }
  /** The passage to highlight is empty or does not stand in the article. */
  | { readonly code: 'passage-not-found' }
  /** The article, highlight or file asked for does not exist (any more). */
  | { readonly code: 'not-found'; readonly what: 'article' | 'highlight' | 'file' | 'original' | 'version' | 'former text' | 'search' }
  /** The article is still being saved, or saving it failed: there is nothing to read yet. */
  | { readonly code: 'not-ready'; readonly id: ArticleId }
  /** An argument of a call or command has the wrong form; `problem` says how, in English. */
  | { readonly code: 'invalid-argument'; readonly problem: string }
  /** The search text cannot be understood from `position` (UTF-16 units) on. */
  | { readonly code: 'invalid-query'; readonly problem: string; readonly position: number }
  | { readonly code: 'disk-full' }
  /**
   * The library's folder is not there just now: a disk that was pulled, a share that is not mounted. `atStart` when it was
   * not there to be opened, with the number of articles that it had.
   */
  | { readonly code: 'library-away'; readonly folder: string; readonly atStart?: { readonly articles: number } }
  | { readonly code: 'read-only'; readonly what: 'library' | 'file' }
  /** Another Lectern has this library open and does not answer. */
  | { readonly code: 'library-in-use' }
  /** A stored file cannot be read; it was kept as it is. `file` is relative to the library. */
  | { readonly code: 'damaged'; readonly file: string }
  /** Written by a newer Lectern than this one. */
  | { readonly code: 'newer-version'; readonly file: string }
  /** The disk answered with an error not listed above, by its system name (`EIO`). */
  | { readonly code: 'disk-error'; readonly name: string }
  /** A fault of Lectern's own; the log has it. */
  | { readonly code: 'unexpected' }

export type ErrorCode = AppError['code']

/** The one error class whose content may cross a process boundary. Thrown where the cause is known. */
export class Failure extends Error {
  readonly error: AppError

  constructor(error: AppError, options?: { readonly cause?: unknown }) {
    super(error.code, options)
    this.name = 'Failure'
    this.error = error
  }
}

/** Makes a `switch` over a union exhaustive: a forgotten member does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
