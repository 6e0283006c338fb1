import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openLibrary, type CleanedArticle, type Library, type LibraryOptions } from '../../main/library/library.ts'
import type { ArticleId, ArticleMetadata, ArticleSummary, LibraryQuery } from '../../shared/model.ts'
import { bundleForNode } from './bundle-for-node.ts'

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

/** What to say of an article in a test; the rest is filled in. */
export interface Sample extends Partial<ArticleMetadata> {
  /** Inner HTML of `<main>`. */
  readonly body?: string
  readonly url?: string
  readonly address?: string
  readonly tags?: readonly string[]
}

/** An article as the cleaner would hand it over. */
export function cleanedSample(sample: Sample): CleanedArticle {
  const { body = '<p>A paragraph of text.</p>', url, address, tags: _tags, ...metadata } = sample
  return {
    metadata: { title: 'An article', direction: 'ltr', excerpt: 'A sentence.', wordCount: 100, readingMinutes: 1, ...metadata },
    html: documentOf(body),
    ...(url === undefined ? {} : { url }),
    ...(address === undefined ? {} : { address }),
    pictures: { kept: 0, missing: [] },
    confidence: 1,
  }
}

/** A whole document around a body. */
export function documentOf(body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>x</title><style>p { margin: 0 }</style></head><body><main>${body}</main></body></html>`
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
