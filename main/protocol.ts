import type { ProtocolRequest, ProtocolResponse, Session } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { ArticleId } from '../shared/model.ts'
import { APP_ORIGIN } from './app-scheme.ts'
import { isArticleId } from './article-id.ts'

/** The window's page. Style attributes are set through CSSOM, so neither script nor style needs `unsafe-inline`. */
const WINDOW_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The frame that shows an article: pictures and our own style sheet, nothing else, from nowhere else. */
const ARTICLE_CSP =
  "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'self'; sandbox allow-same-origin"

/** An article's HTML as data, and its pictures: opened by themselves they may do nothing at all. */
const DATA_CSP = "default-src 'none'; sandbox"

/** Every article's frame asks for it; as long as Lectern runs it is the same. */
const ARTICLE_STYLE = 'article.css'

const FRAME = `<!doctype html>
<html><head><meta charset="utf-8"><title>Article</title><link rel="stylesheet" href="${APP_ORIGIN}/${ARTICLE_STYLE}"></head><body></body></html>
`

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

export interface AppFiles {
  /** Folder of the built renderer. */
  readonly renderer: string
  /** The window's page; asked for each time it is loaded. */
  readonly page: () => string | Promise<string>
  /** Path of an article's file by name, `undefined` when it is none that may be shown. */
  readonly articleFile: (id: ArticleId, file: string) => Promise<string | undefined>
  /** Path of the thumbnail of a picture, by the picture's hash. */
  readonly thumbnail: (hash: string) => string | undefined
}

/** Serves the window's own files, and the articles' files to it: ids and names are looked up, never joined blindly. */
export function serveApp(session: Session, files: AppFiles): void {
  // `protocol.handle` would load Node's whole fetch before the first byte (60 ms, measured); `registerProtocol` does not.
  session.protocol.registerBufferProtocol('app', (request, answer) => {
    void answerTo(request, files)
      .catch(() => refuse(404))
      .then(answer)
  })
}

async function answerTo(request: ProtocolRequest, files: AppFiles): Promise<ProtocolResponse> {
  const { host, pathname } = new URL(request.url)
  if (host !== 'lectern' || request.method !== 'GET') return refuse(404)
  const path = decoded(pathname)
  if (path === '/' || path === '/index.html') return respond(Buffer.from(await files.page()), '.html', WINDOW_CSP)
  const [, first, id, ...rest] = path.split('/')
  if (first === 'thumbnail') return unchanging(await serveFile(rest.length === 0 ? files.thumbnail(id ?? '') : undefined, DATA_CSP))
  if (first === ARTICLE_STYLE) return unchanging(await serveFile(rendererFile(files.renderer, pathname), WINDOW_CSP))
  if (first !== 'article') return serveFile(rendererFile(files.renderer, pathname), WINDOW_CSP)
  if (id === undefined || !isArticleId(id)) return refuse(404)
  const name = rest.join('/')
  if (name === 'frame.html') return respond(Buffer.from(FRAME), '.html', ARTICLE_CSP)
  return serveFile(await files.articleFile(id, name).catch(() => undefined), DATA_CSP)
}

async function serveFile(path: string | undefined, csp: string): Promise<ProtocolResponse> {
  if (path === undefined) return refuse(404)
  return respond(await readFile(path), extname(path), csp)
}

function respond(data: Buffer, extension: string, csp: string): ProtocolResponse {
  const type = TYPES[extension.toLowerCase()]
  if (type === undefined) return refuse(404)
  return {
    statusCode: 200,
    data,
    headers: {
      'content-type': type,
      'content-security-policy': csp,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    },
  }
}

/** What never changes: the window need not ask again, while it scrolls or opens one article after the other. */
function unchanging(response: ProtocolResponse): ProtocolResponse {
  return { ...response, headers: { ...response.headers, 'cache-control': 'max-age=86400, immutable' } }
}

function refuse(statusCode: number): ProtocolResponse {
  return { statusCode, data: Buffer.alloc(0), headers: { 'content-type': 'text/plain', 'content-security-policy': DATA_CSP } }
}

/** The file of the renderer at a path, `undefined` when the path leads out of its folder. */
function rendererFile(folder: string, pathname: string): string | undefined {
  const asked = normalize(join(folder, decoded(pathname === '/' ? '/index.html' : pathname)))
  return asked.startsWith(folder + sep) && !asked.includes('\0') ? asked : undefined
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return ''
  }
}
