import type { FirstScreen, NextStart } from '../shared/first-screen.ts'
import type { Api } from '../shared/ipc.ts'
import type { LibraryQuery } from '../shared/list.ts'

/** Tags kept: the sidebar never shows more. */
const TAGS = 500

/** Milliseconds after a change until the screen is taken, whatever else changes meanwhile. */
const DELAY = 3_000

/** Milliseconds that closing waits for it at most. */
const CLOSING = 500

export type LibraryToKeep = Pick<Api, 'listArticles' | 'overview' | 'savedSearches'>

export interface FirstScreenKeeper {
  /** Something in the list may have changed. */
  changed(): void
  /** Takes from now on what the next start will begin with. Before that is known, nothing is taken. */
  begin(start: NextStart): void
  /** Takes the screen a last time, if it may have changed. Never fails, never takes long. */
  close(): Promise<void>
}

/** Keeps what the window would show first, so that its next start can show it before there is a library. */
export function keepFirstScreen(o: {
  readonly library: LibraryToKeep
  readonly keep: (screen: FirstScreen) => Promise<void>
  readonly onFault: (fault: unknown) => void
}): FirstScreenKeeper {
  let timer: NodeJS.Timeout | undefined
  let start: NextStart = {}
  const take = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const { list, fonts } = start
    if (list === undefined) return
    try {
      const screen = await takeFirstScreen(o.library, list)
      if (screen !== undefined) await o.keep({ ...screen, ...(fonts && { fonts }) })
    } catch (fault) {
      o.onFault(fault)
    }
  }
  const changed = (): void => {
    timer ??= setTimeout(() => void take(), DELAY)
  }
  return {
    changed,
    begin(next) {
      start = { ...start, ...next }
      changed()
    },
    async close() {
      if (timer === undefined) return
      const late = new Promise<void>((resolve) => {
        setTimeout(resolve, CLOSING).unref()
      })
      await Promise.race([take(), late])
    },
  }
}

async function takeFirstScreen(library: LibraryToKeep, query: LibraryQuery): Promise<FirstScreen | undefined> {
  const [{ rows, total }, overview, searches] = await Promise.all([
    library.listArticles(query),
    library.overview(),
    library.savedSearches(),
  ])
  // Which library it is cannot be told while its folder is not there.
  if (overview.away !== undefined) return undefined
  const { counts, tags, damaged, readOnly } = overview
  // Whether the index is being rebuilt is true of a moment, and not of the next start.
  return { query, rows, total, overview: { counts, tags: tags.slice(0, TAGS), damaged, readOnly }, searches }
}
