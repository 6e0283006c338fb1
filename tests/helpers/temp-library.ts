import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Library, LibraryOptions } from '../../main/library/library.ts'
import { openLibrary } from '../../main/library/open-library.ts'
import type { LibraryQuery } from '../../shared/list.ts'
import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import { bundleForNode } from './bundle-for-node.ts'
import { cleanedSample, type Sample } from './library-samples.ts'

let worker: Promise<string> | undefined

/** The index worker, bundled once a test file. */
export function indexWorker(): Promise<string> {
  worker ??= bundleForNode('main/library/index/index-worker.ts')
  return worker
}

/** A library in a folder of its own, which can be opened again and again. */
export interface TempLibrary {
  readonly folder: string
  readonly stateFolder: string
  /** What `onChange` told, one entry a telling. */
  readonly told: (readonly ArticleId[])[]
  readonly annotationsTold: ArticleId[]
  open(options?: Partial<LibraryOptions>): Promise<Library>
  /** Closes every library that was opened and removes the folders. */
  remove(): Promise<void>
}

/** Makes a temporary folder for a library. Nothing is opened yet. */
export function tempLibrary(): TempLibrary {
  const base = mkdtempSync(path.join(tmpdir(), 'lectern-library-'))
  const opened: Library[] = []
  const told: (readonly ArticleId[])[] = []
  const annotationsTold: ArticleId[] = []
  const folder = path.join(base, 'library')
  const stateFolder = path.join(base, 'state')
  return {
    folder,
    stateFolder,
    told,
    annotationsTold,
    async open(options = {}) {
      const library = await openLibrary({
        folder,
        stateFolder,
        device: 'test',
        quietMs: 0,
        indexWorker: await indexWorker(),
        onChange: (ids) => told.push(ids),
        onAnnotationsChange: (id) => annotationsTold.push(id),
        ...options,
      })
      opened.push(library)
      return library
    },
    async remove() {
      for (const library of opened) await library.close().catch(() => undefined)
      rmSync(base, { recursive: true, force: true })
    },
  }
}

/** Saves an article, beginning to end. */
export async function saveSample(library: Library, sample: Sample = {}): Promise<ArticleSummary> {
  const { id } = await library.begin({
    source: { kind: 'address' },
    title: sample.url ?? 'https://example.com/',
    tags: sample.tags ?? [],
    ...(sample.url === undefined ? {} : { url: sample.url }),
    ...(sample.address === undefined ? {} : { address: sample.address }),
  })
  await library.finish(id, cleanedSample(sample))
  return await library.find(id)
}

/** A question for the list: everything, the first hundred, unless said otherwise. */
export function query(text = '', more: Partial<LibraryQuery> = {}): LibraryQuery {
  return { view: 'all', text, offset: 0, limit: 100, ...more }
}

/** The titles that a search finds, in its order. */
export async function titlesOf(library: Library, text: string, more: Partial<LibraryQuery> = {}): Promise<readonly string[]> {
  return (await library.list(query(text, more))).rows.map((row) => row.article.title)
}
