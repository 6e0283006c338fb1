import { useDeferredValue, useId, useMemo, useState } from 'react'
import { useRoute } from '../route.ts'
import type { Route } from '../route.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { useIdle } from '../ui/use-idle.ts'
import { isFolded, setFolded } from './list-memory.ts'
import { askToRenameSearch, removeSearch, routeOfSearch, useSavedSearches } from './saved-searches.ts'
import styles from './sidebar.module.css'
import { askToRenameTag, removeTag } from './tag-actions.ts'

/** What makes a link of the sidebar lead somewhere. */
export type MakeLink = (to: Route) => { readonly href: string; readonly onClick: (event: React.MouseEvent) => void }

/** From so many tags on there is a field that narrows them. */
const FILTERED = 12

/** Tags shown before the rest is asked for, and most that are shown at all: beyond it the field is the way. */
const FIRST = 60
const MOST = 500

/** Tags in the first frame: as many as most windows have room for. */
const AT_FIRST = 20

/** `part 2` before `part 10`. */
const NATURAL = new Intl.Collator(undefined, { numeric: true })

/** The saved searches, where there are some. */
export function SearchSection({ link }: { readonly link: MakeLink }) {
  const searches = useSavedSearches()
  const { search: chosen } = useRoute()
  if (searches.length === 0) return null
  return (
    <Section name="Searches">
      {(labelId) => (
        <ul aria-labelledby={labelId}>
          {searches.map((search) => (
            <Entry
              key={search.id}
              {...link(routeOfSearch(search))}
              chosen={search.id === chosen}
              what={`the search ${search.name}`}
              onRename={() => askToRenameSearch(search)}
              onRemove={() => void removeSearch(search)}
            >
              <Icon name="search" size={16} />
              <span className={styles['text']}>{search.name}</span>
            </Entry>
          ))}
        </ul>
      )}
    </Section>
  )
}

interface TagSectionProps {
  readonly tags: readonly { readonly tag: string; readonly count: number }[]
  readonly link: MakeLink
}

/** The tags; many of them are narrowed by a field, and never all in the document. */
export function TagSection({ tags, link }: TagSectionProps) {
  const route = useRoute()
  const [typed, setTyped] = useState('')
  const [all, setAll] = useState(false)
  const wanted = useDeferredValue(typed).trim().toLocaleLowerCase()
  const sorted = useMemo(() => tags.toSorted((a, b) => NATURAL.compare(a.tag, b.tag)), [tags])
  const found = wanted === '' ? sorted : sorted.filter(({ tag }) => tag.toLocaleLowerCase().includes(wanted))
  const idle = useIdle()
  const shown = found.slice(0, all || wanted !== '' ? MOST : idle ? FIRST : AT_FIRST)
  const chosen = route.search ? undefined : route.tag
  return (
    <Section name="Tags" count={tags.length}>
      {(labelId) => (
        <>
          {tags.length >= FILTERED && (
            <input
              type="search"
              className={styles['filter']}
              aria-label="Filter tags"
              placeholder="Filter tags"
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape' || typed === '') return
                setTyped('')
                event.stopPropagation()
              }}
            />
          )}
          <ul aria-labelledby={labelId}>
            {shown.map(({ tag, count }) => (
              <Entry
                key={tag}
                {...link({ view: 'all', tag })}
                chosen={chosen === tag}
                what={`the tag ${tag}`}
                onRename={() => askToRenameTag(tag)}
                onRemove={() => void removeTag(tag)}
              >
                <span className={styles['hash']} aria-hidden="true">
                  #
                </span>
                <span className={styles['text']}>{tag}</span>
                <span className={styles['count']}>{count.toLocaleString('en')}</span>
              </Entry>
            ))}
          </ul>
          {found.length === 0 && <p className={styles['none']}>No tag has “{typed.trim()}” in it.</p>}
          {shown.length < found.length && !all && wanted === '' && (
            <button type="button" className={styles['all']} onClick={() => setAll(true)}>
              Show {Math.min(found.length, MOST) === found.length ? `all ${found.length.toLocaleString('en')}` : `${MOST} of ${found.length.toLocaleString('en')}`}
            </button>
          )}
          {shown.length === MOST && found.length > MOST && <p className={styles['none']}>{(found.length - MOST).toLocaleString('en')} more: type some letters above.</p>}
        </>
      )}
    </Section>
  )
}

interface SectionProps {
  readonly name: string
  readonly count?: number
  readonly children: (labelId: string) => React.ReactNode
}

/** A heading that folds what stands under it; which sections are folded is remembered. */
function Section({ name, count, children }: SectionProps) {
  const labelId = useId()
  const [folded, fold] = useState(() => isFolded(name))
  const toggle = (): void => {
    setFolded(name, !folded)
    fold(!folded)
  }
  return (
    <>
      <h2 className={styles['label']}>
        <button type="button" id={labelId} aria-expanded={!folded} onClick={toggle}>
          {name}
          {folded && count !== undefined && <span className={styles['count']}>{count.toLocaleString('en')}</span>}
          <Icon name="chevron-down" size={14} />
        </button>
      </h2>
      {!folded && children(labelId)}
    </>
  )
}

interface EntryProps {
  readonly href: string
  readonly onClick: (event: React.MouseEvent) => void
  readonly chosen: boolean
  /** What rename and remove act on, for their names. */
  readonly what: string
  readonly onRename: () => void
  readonly onRemove: () => void
  readonly children: React.ReactNode
}

/** A link with what can be done to the thing it leads to: by buttons that show when it is near, or F2 and Delete. */
function Entry({ href, onClick, chosen, what, onRename, onRemove, children }: EntryProps) {
  const [near, setNear] = useState(false)
  const keys = (event: React.KeyboardEvent): void => {
    if (event.key === 'F2') onRename()
    else if (event.key === 'Delete') onRemove()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  // The keyboard goes from the link to its buttons, which must still be there.
  const blur = ({ currentTarget, relatedTarget }: React.FocusEvent): void => setNear(currentTarget.closest('li')?.contains(relatedTarget) === true)
  const button = { size: 'small', onBlur: blur } as const
  return (
    <li className={styles['entry']} onPointerEnter={() => setNear(true)} onPointerLeave={() => setNear(false)}>
      <a href={href} onClick={onClick} onKeyDown={keys} onFocus={() => setNear(true)} onBlur={blur} className={styles['link']} aria-current={chosen ? 'page' : undefined} aria-keyshortcuts="F2 Delete">
        {children}
      </a>
      {near && (
        <span className={styles['doings']}>
          <IconButton icon="rename" label={`Rename ${what}`} keys="F2" {...button} onClick={onRename} />
          <IconButton icon="trash" label={`Remove ${what}`} keys="Del" {...button} onClick={onRemove} />
        </span>
      )}
    </li>
  )
}
