import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../shared/errors.ts'
import { makeFolder, writeDurably } from './library/files.ts'
import { libraryAt } from './library/library-id.ts'
import type { Library } from './library/library.ts'

/** What Lectern remembers, in its own folder, of the library at a place: so that a disk that is not there is missed. */
export interface LibraryMemory {
  /** Id of the library that was here. */
  readonly id: string | undefined
  /**
   * Does nothing where a library can be opened, and where none was ever known.
   * @throws Failure library-away when the library that was here is not: nothing may be made in its place
   */
  assertThere(): Promise<void>
  /** Remembers the library as it is now. Never fails: what cannot be written is written the next time. */
  keep(library: Pick<Library, 'id' | 'overview'>): Promise<void>
}

interface Remembered {
  readonly version: 1
  readonly folder: string
  readonly id?: string
  /** Articles outside the trash. */
  readonly articles: number
}

/**
 * Opens what is remembered of a library.
 * @param folder where these files lie
 * @param library the library's folder, absolute
 */
export function libraryMemory(folder: string, library: string): LibraryMemory {
  // By the path as it is named and not as links lead: of what is not there no link can be followed.
  const file = join(folder, `${createHash('sha256').update(library).digest('hex').slice(0, 16)}.json`)
  const before = read(file)
  let last = before
  let turn = Promise.resolve()

  async function keepNow({ id, overview }: Remembering): Promise<void> {
    const { counts, rebuilding, away } = await overview()
    if (away !== undefined) return
    const articles = rebuilding === undefined ? counts.all : Math.max(counts.all, last?.id === id ? (last?.articles ?? 0) : 0)
    if (last !== undefined && last.id === id && last.articles === articles) return
    const next: Remembered = { version: 1, folder: library, ...(id !== undefined && { id }), articles }
    await makeFolder(folder)
    await writeDurably(file, `${JSON.stringify(next)}\n`, folder)
    last = next
  }

  return {
    id: before?.id,
    async assertThere() {
      if (before === undefined || (await libraryAt(library)) !== undefined) return
      throw new Failure({ code: 'library-away', folder: library, atStart: { articles: before.articles } })
    },
    keep(open) {
      const remembering = { id: open.id, overview: () => open.overview() }
      turn = turn.then(() => keepNow(remembering)).catch(() => undefined)
      return turn
    },
  }
}

interface Remembering {
  readonly id: string | undefined
  readonly overview: Library['overview']
}

function read(file: string): Remembered | undefined {
  try {
    const { folder, id, articles } = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>
    if (typeof folder !== 'string') return undefined
    return { version: 1, folder, ...(typeof id === 'string' && { id }), articles: typeof articles === 'number' ? articles : 0 }
  } catch {
    return undefined
  }
}
