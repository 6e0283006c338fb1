import type { SaveRequest } from '../../shared/saving.ts'
import type { ArticleSource } from '../../shared/model.ts'
import type { NewArticle } from '../library/library.ts'
import { canonicalAddress, parseAddress } from './addresses.ts'

/** What the library begins an article with, from what the reader asked to save. @throws Failure invalid-address */
export function newArticle(request: SaveRequest): NewArticle {
  const tags = request.tags ?? []
  const given = request.kind === 'address' ? request.address : request.url
  const url = given === undefined ? undefined : parseAddress(given).href
  const place = url === undefined ? {} : { url, address: canonicalAddress(url) }
  const fetchedAt = new Date().toISOString()
  const about = { ...(url !== undefined && { url }), fetchedAt }
  switch (request.kind) {
    case 'address':
      return { source: { kind: 'address' }, title: url ?? '', tags, ...place }
    case 'file': {
      const source: ArticleSource = { kind: 'file', name: request.name }
      const original = { ...about, bytes: request.bytes, name: request.name }
      return { source, title: request.name, tags, ...place, original }
    }
    case 'paste': {
      const contentType = request.html === undefined ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8'
      const bytes = new TextEncoder().encode(request.html ?? request.text)
      const title = request.text.trim().split('\n', 1)[0]?.slice(0, 120) || 'Pasted text'
      return { source: { kind: 'paste' }, title, tags, ...place, original: { ...about, bytes, contentType } }
    }
  }
}
