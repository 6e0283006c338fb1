import { Failure } from '../../../shared/errors.ts'
import type { CleanJob } from '../clean.ts'

export type PageKind = 'html' | 'text'

/** First bytes of files that are no pages, whatever they are called (https://mimesniff.spec.whatwg.org/). */
const OTHER_FILES: readonly (readonly [magic: string, type: string])[] = [
  ['%PDF-', 'application/pdf'],
  ['\x89PNG\r\n', 'image/png'],
  ['GIF8', 'image/gif'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['PK\x03\x04', 'application/zip'],
  ['\x1f\x8b', 'application/gzip'],
  ['Rar!', 'application/vnd.rar'],
  ['7z\xbc\xaf', 'application/x-7z-compressed'],
  ['ID3', 'audio/mpeg'],
  ['OggS', 'application/ogg'],
  ['\x7fELF', 'application/x-executable'],
  ['MZ\x90', 'application/x-executable'],
  ['{\\rtf', 'application/rtf'],
  ['\xd0\xcf\x11\xe0', 'application/msword'],
  ['SQLite format 3', 'application/vnd.sqlite3'],
]

/**
 * Whether bytes are HTML or plain text: by what they begin with first, for files are renamed and servers mistaken,
 * then by media type and file name.
 * @throws Failure not-a-page
 */
export function pageKind(job: CleanJob, text: string): PageKind {
  const begin = Buffer.from(job.bytes.subarray(0, 512)).toString('latin1')
  const type = job.contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const other = OTHER_FILES.find(([magic]) => begin.startsWith(magic))
  if (other !== undefined) throw new Failure({ code: 'not-a-page', type: other[1] })
  if (begin.slice(4, 8) === 'ftyp' || (begin.startsWith('RIFF') && /WEBP|WAVE|AVI /.test(begin.slice(8, 12)))) {
    throw new Failure({ code: 'not-a-page', type: type === '' ? 'application/octet-stream' : type })
  }
  const head = text.slice(0, 4096)
  if (looksLikeHtml(head)) return 'html'
  if (/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b/i.test(head)) {
    throw new Failure({ code: 'not-a-page', type: 'application/rss+xml' })
  }
  if (isBinary(text)) throw new Failure({ code: 'not-a-page', type: type === '' ? 'application/octet-stream' : type })
  if (/json|javascript|^text\/css$/.test(type)) throw new Failure({ code: 'not-a-page', type })
  if (/html|xml/.test(type)) return 'html'
  if (type === 'text/plain' || /\.(?:txt|text|md|markdown)$/i.test(job.name ?? '')) return 'text'
  return /<(?:p|div|h[1-6]|article|table|ul|ol|br|span|a|img|blockquote|section)\b[^<>]*>/i.test(text) ? 'html' : 'text'
}

function looksLikeHtml(head: string): boolean {
  return /^[\s\uFEFF]*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(head)
}

/** Text has hardly any control characters. NUL bytes alone are forgiven: old pages carry some. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 8192)
  const controls = sample.match(/[\x01-\x08\x0E-\x1A\x1C-\x1F\uFFFD]/g)?.length ?? 0
  return controls > sample.length / 20
}
