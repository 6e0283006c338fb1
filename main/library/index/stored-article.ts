import path from 'node:path'
import { Failure } from '../../../shared/errors.ts'
import type { ArticleId, ArticleSummary } from '../../../shared/model.ts'
import { NO_ANNOTATIONS, readAnnotations, type Annotations } from '../annotation-file.ts'
import { readRecord, type ArticleRecord } from '../article-record.ts'
import { namesInSync, readBytesSync, stampSync } from '../files.ts'
import { ANNOTATIONS_FILE, ARTICLE_FILE, folderNow, HTML_FILE, PROGRESS_FOLDER, relativeName, type Layout } from '../layout.ts'
import { newestProgress, NO_PROGRESS, readProgress, type Progress } from '../progress-file.ts'
import { summaryOf } from '../summary.ts'
import { parseJson } from '../upgrade.ts'

/** A damaged file that was kept aside; it stays named until somebody has looked at it and taken it away. */
const EVIDENCE = /\.damaged-\d{8}T\d{6}Z/

/** A file that could not be read, and why. */
export interface UnreadableFile {
  readonly file: string
  readonly problem: 'damaged' | 'newer-version'
}

/** An article as its files have it now. */
export interface StoredArticle {
  readonly folder: string
  readonly inTrash: boolean
  readonly stamp: string
  readonly htmlStamp: string
  readonly unreadable: readonly UnreadableFile[]
  /** Absent when `article.json` cannot be read. */
  readonly row?: {
    readonly record: ArticleRecord
    readonly annotations: Annotations
    readonly summary: ArticleSummary
  }
}

/** What tells, without reading anything, whether an article's small files or its text changed. */
export function stampsOf(folder: string, inTrash: boolean): { readonly stamp: string; readonly htmlStamp: string } {
  const stamps = [ARTICLE_FILE, ANNOTATIONS_FILE, PROGRESS_FOLDER].map((name) => stampSync(path.join(folder, name)))
  return { stamp: [inTrash ? 'trash' : 'live', ...stamps].join('|'), htmlStamp: stampSync(path.join(folder, HTML_FILE)) }
}

/** Reads an article's small files; `undefined` when it has no `article.json` (yet). Damage does not throw. */
export function readStoredArticle(layout: Layout, id: ArticleId): StoredArticle | undefined {
  const { folder, inTrash } = folderNow(layout, id)
  const stamps = stampsOf(folder, inTrash)
  const unreadable: UnreadableFile[] = []
  const readable = <T>(name: string, read: (data: Uint8Array, file: string) => T): T | undefined => {
    const file = path.join(folder, name)
    try {
      const data = readBytesSync(file)
      return data === undefined ? undefined : read(data, relativeName(layout, file))
    } catch (error) {
      const newer = error instanceof Failure && error.error.code === 'newer-version'
      unreadable.push({ file: relativeName(layout, file), problem: newer ? 'newer-version' : 'damaged' })
      return undefined
    }
  }
  const names = namesInSync(folder)
  for (const name of names) {
    if (EVIDENCE.test(name)) unreadable.push({ file: relativeName(layout, path.join(folder, name)), problem: 'damaged' })
  }
  const record = readable(ARTICLE_FILE, (data, file) => readRecord(data, id, file))
  const annotations = readable(ANNOTATIONS_FILE, (data, file) => readAnnotations(parseJson(data, file), file)) ?? NO_ANNOTATIONS
  if (record === undefined) return unreadable.length === 0 ? undefined : { folder, inTrash, ...stamps, unreadable }
  const summary = summaryOf(record, annotations, names.includes(PROGRESS_FOLDER) ? readAllProgress(folder) : NO_PROGRESS, inTrash)
  return { folder, inTrash, ...stamps, unreadable, row: { record, annotations, summary } }
}

/** Where reading stopped, over all devices. */
export function readAllProgress(folder: string): Progress {
  const progressFolder = path.join(folder, PROGRESS_FOLDER)
  const all: Progress[] = []
  for (const name of namesInSync(progressFolder)) {
    if (!name.endsWith('.json')) continue
    try {
      all.push(readProgress(readBytesSync(path.join(progressFolder, name))))
    } catch {
      // A position that cannot be read is one that was not kept.
    }
  }
  return newestProgress(all)
}
