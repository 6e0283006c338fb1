import { createHash } from 'node:crypto'
import path from 'node:path'
import { readAnnotations } from '../annotation-file.ts'
import { readRecord, type ArticleRecord } from '../article-record.ts'
import { isWholeDocument } from '../article-text.ts'
import { changeTimeSync, existsSync, readBytesSync } from '../files.ts'
import { ANNOTATIONS_FILE, ARTICLE_FILE, HTML_FILE, IMAGES_FOLDER, isId } from '../layout.ts'
import { parseJson } from '../upgrade.ts'

/**
 * How long the rest of an article is waited for that another program is bringing, in milliseconds since something in its
 * folder last changed. After that it is shown as it is: somebody may have taken a file away on purpose.
 */
const ARRIVING = 120_000
/** A picture that came longer ago than this is taken to be whole by its size alone, in milliseconds. */
const FRESH = 15_000

const PICTURES = /images\/[0-9a-f]{64}\.[a-z0-9]{1,5}/g

/** Whether an article that was never seen before is not all there yet. */
export function isArriving(folder: string, record: ArticleRecord): boolean {
  if (record.state.kind !== 'ready' || isOlderThan(folder, ARRIVING)) return false
  const html = textOf(path.join(folder, HTML_FILE))
  if (html === undefined || !isWholeDocument(html)) return true
  return [...new Set(html.match(PICTURES) ?? [])].some((name) => !isWholePicture(path.join(folder, name)))
}

/**
 * Whether another program seems to be in the middle of writing an article that is known: one of its files cannot be read,
 * and something in the folder changed less than `patience` milliseconds ago.
 */
export function isBeingWritten(folder: string, patience: number): boolean {
  if (!existsSync(folder) || isOlderThan(folder, patience)) return false
  const record = readable(folder, ARTICLE_FILE, (data) => readRecord(data, idOf(folder), ARTICLE_FILE))
  const annotations = readable(folder, ANNOTATIONS_FILE, (data) => readAnnotations(parseJson(data, ''), ''))
  if (record === 'broken' || record === 'missing' || annotations === 'broken') return true
  if (record.state.kind !== 'ready') return false
  const html = textOf(path.join(folder, HTML_FILE))
  return html === undefined || !isWholeDocument(html)
}

function isOlderThan(folder: string, milliseconds: number): boolean {
  const files = ['', ARTICLE_FILE, ANNOTATIONS_FILE, HTML_FILE, IMAGES_FOLDER]
  const newest = Math.max(...files.map((name) => changeTimeSync(path.join(folder, name))))
  // A clock that was set back makes times of the future: those say nothing.
  const age = Date.now() - newest
  return age > milliseconds || age < -milliseconds
}

/** A picture's name is the hash of its content. */
function isWholePicture(file: string): boolean {
  if (!existsSync(file)) return false
  if (Date.now() - changeTimeSync(file) > FRESH) return true
  try {
    const data = readBytesSync(file)
    return data !== undefined && path.basename(file).startsWith(createHash('sha256').update(data).digest('hex'))
  } catch {
    return false
  }
}

function textOf(file: string): string | undefined {
  try {
    const data = readBytesSync(file)
    return data === undefined ? undefined : new TextDecoder().decode(data)
  } catch {
    return undefined
  }
}

function readable<T>(folder: string, name: string, read: (data: Uint8Array) => T): T | 'missing' | 'broken' {
  try {
    const data = readBytesSync(path.join(folder, name))
    return data === undefined ? 'missing' : read(data)
  } catch {
    return 'broken'
  }
}

function idOf(folder: string) {
  const name = path.basename(folder)
  if (!isId(name)) throw new Error('no article’s folder')
  return name
}
