import { useEffect, useState } from 'react'
import { articleFileUrl, thumbnailUrl } from '../../shared/model.ts'
import type { ArticleSummary } from '../../shared/model.ts'
import { siteOf } from '../ui/site-text.ts'
import styles from './article-row.module.css'
import { isFlying } from './list-place.ts'

/** Milliseconds that a row has to be in the document before its picture is asked for: none is while it flies past. */
const SETTLED_MS = 80

/** What is known of pictures, by hash: shown already (so it is at hand), or not to be shown at all. */
const known = new Map<string, 'there' | 'broken'>()

/**
 * A small square picture of an article, made once. Its room is there from the beginning, so that no word moves when it
 * comes; where it cannot be shown, the site's first letter stands in it.
 */
export function LeadPicture({ article }: { readonly article: ArticleSummary }) {
  const hash = /[0-9a-f]{64}/.exec(article.leadPicture ?? '')?.[0]
  if (!article.leadPicture || !hash || article.state.kind !== 'ready') return null
  const address = articleFileUrl(article.id, article.leadPicture)
  return (
    <span className={styles['lead']}>
      <Thumbnail key={hash} hash={hash} address={address} letter={(siteOf(article) ?? article.title).charAt(0)} />
    </span>
  )
}

function Thumbnail({ hash, address, letter }: { readonly hash: string; readonly address: string; readonly letter: string }) {
  const [state, setState] = useState<'waiting' | 'there' | 'again' | 'broken'>(() => (isFlying() ? 'waiting' : (known.get(hash) ?? 'waiting')))
  useEffect(() => {
    if (state !== 'waiting') return
    const timer = window.setTimeout(() => setState(known.get(hash) ?? 'there'), SETTLED_MS)
    return () => window.clearTimeout(timer)
  }, [state, hash])
  if (state === 'waiting') return null
  if (state === 'broken') return <span aria-hidden="true">{letter}</span>

  const failed = async (): Promise<void> => {
    const { makeThumbnail } = await import('./make-thumbnail.ts')
    const made = state === 'there' && (await makeThumbnail(hash, pathOf(address)))
    if (!made) known.set(hash, 'broken')
    setState(made ? 'again' : 'broken')
  }
  // An address of its own, or the answer that there is none yet would be remembered.
  const source = `${pathOf(thumbnailUrl(hash))}${state === 'again' ? '?made' : ''}`
  return <img src={source} alt="" width={76} height={76} decoding="async" draggable={false} onLoad={() => known.set(hash, 'there')} onError={() => void failed()} />
}

/** In tests the window has another origin; its paths are the same. */
function pathOf(address: string): string {
  return new URL(address).pathname
}
