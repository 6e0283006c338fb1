import { useEffect, useState } from 'react'
import type { ArticlesAbout } from '../../shared/list.ts'
import type { ArticleId } from '../../shared/model.ts'
import { api, errorOf } from '../api.ts'
import { IconButton } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { focusFirst } from '../ui/focus-first.ts'
import { articlesText } from './bulk-deed.ts'
import { setTag } from './library-actions.ts'
import { useLibrary } from './library-store.ts'
import styles from './tags-dialog.module.css'

/** Most tags of the articles shown at once; typing narrows them. */
const MOST_WORN = 48

/** Most tags of the library offered at once, most used first. */
const OFFERED = 24

/** Puts tags on articles and takes them off. Each change is kept at once and can be undone. */
export function TagsDialog({ ids, onClose }: { readonly ids: readonly ArticleId[]; readonly onClose: () => void }) {
  const known = useLibrary((state) => state.overview?.tags) ?? []
  const [about, setAbout] = useState<Pick<ArticlesAbout, 'articles' | 'tags'>>({ articles: ids.length, tags: [] })
  const [typed, setTyped] = useState('')
  const load = (): void => void api.aboutArticles(ids).then(setAbout, errorOf)
  useEffect(load, [ids])

  const change = (tag: string, on: boolean): void => void setTag(ids, tag, on).then(load)
  const has = (tag: string): boolean => tag.toLowerCase().includes(typed.trim().toLowerCase())
  const worn = about.tags.toSorted((a, b) => a.tag.localeCompare(b.tag))
  const shown = worn.filter(({ tag }) => has(tag)).slice(0, MOST_WORN)
  const offered = known
    .filter(({ tag }) => !worn.some((one) => one.tag === tag) && has(tag))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, OFFERED)

  return (
    <Dialog title={ids.length === 1 ? 'Tags' : `Tags of ${articlesText(ids.length)}`} size="small" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const tag = typed.trim().replace(/^#/, '')
          if (tag) change(tag, true)
          setTyped('')
        }}
      >
        <input
          ref={focusFirst}
          type="text"
          className={styles['field']}
          aria-label="Add a tag"
          placeholder="Add a tag and press Enter"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      {shown.length > 0 && (
        <ul className={styles['tags']} aria-label="Tags">
          {shown.map(({ tag, count }) => (
            <li key={tag} className={styles['worn']}>
              {count === about.articles ? (
                tag
              ) : (
                <button type="button" className={styles['some']} aria-label={`Add ${tag} to all`} onClick={() => change(tag, true)}>
                  {tag} <small>on {count.toLocaleString('en')}</small>
                </button>
              )}
              <IconButton icon="close" label={`Remove ${tag}`} size="small" onClick={() => change(tag, false)} />
            </li>
          ))}
        </ul>
      )}
      {offered.length > 0 && (
        <>
          <h3 className={styles['label']}>From your library</h3>
          <ul className={styles['tags']} aria-label="Tags of the library">
            {offered.map(({ tag }) => (
              <li key={tag}>
                <button type="button" className={styles['offer']} onClick={() => change(tag, true)}>
                  {tag}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
