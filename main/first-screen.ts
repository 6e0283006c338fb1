import type { Api } from '../shared/ipc.ts'
import type { FirstScreen } from '../shared/first-screen.ts'

/** Rows kept: more than the largest window shows. */
const ROWS = 40

/** Tags kept: as many as the sidebar of most windows shows; the others come with the library. */
const TAGS = 24

/** Milliseconds of quiet after a change until the screen is taken. */
const QUIET = 1_500

/** Milliseconds that closing waits for it at most. */
const CLOSING = 500

export interface FirstScreenKeeper {
  /** Something in the list may have changed. */
  changed(): void
  /** Takes the screen a last time, if it may have changed. Never fails, never takes long. */
  close(): Promise<void>
}

/** Keeps what the window would show first, so that its next start can show it before there is a library. */
export function keepFirstScreen(o: {
  readonly library: Pick<Api, 'listArticles' | 'overview'>
  readonly keep: (screen: FirstScreen) => Promise<void>
  readonly onFault: (fault: unknown) => void
}): FirstScreenKeeper {
  let timer: NodeJS.Timeout | undefined
  const take = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    await takeFirstScreen(o.library).then(o.keep).catch(o.onFault)
  }
  return {
    changed() {
      clearTimeout(timer)
      timer = setTimeout(() => void take(), QUIET)
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

async function takeFirstScreen(library: Pick<Api, 'listArticles' | 'overview'>): Promise<FirstScreen> {
  const view = 'inbox'
  const [{ rows, total }, overview] = await Promise.all([
    library.listArticles({ view, text: '', offset: 0, limit: ROWS }),
    library.overview(),
  ])
  const { counts, tags, damaged, readOnly } = overview
  // Whether the index is being rebuilt is true of a moment, and not of the next start.
  return { view, rows, total, overview: { counts, tags: tags.slice(0, TAGS), damaged, readOnly } }
}
