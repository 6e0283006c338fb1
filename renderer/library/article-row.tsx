import { memo, useState } from 'react'
import type { ArticleRow as Row } from '../../shared/list.ts'
import type { ArticleSummary } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { shownKeys } from '../keys.ts'
import { IconButton } from '../ui/button.tsx'
import { shortDate } from '../ui/date-text.ts'
import { errorText } from '../ui/error-text.ts'
import { Icon } from '../ui/icons.tsx'
import { savingSentence, savingShare, savingText } from '../ui/saving-text.ts'
import { siteOf } from '../ui/site-text.ts'
import styles from './article-row.module.css'
import { HitLines, Marked } from './hit-lines.tsx'
import { LeadPicture } from './lead-picture.tsx'
import { deleteForGood, moveToTrash, restoreFromTrash, setArchived, setFavourite } from './library-actions.ts'

interface Props {
  readonly row: Row
  readonly index: number
  readonly total: number
  readonly href: string
  readonly top: number
  readonly height: number
  readonly current: boolean
  readonly open: boolean
  readonly selected: boolean
  /** Some row is selected: every row shows its box. */
  readonly selecting: boolean
  readonly compact: boolean
  readonly onPick: (index: number, event: React.MouseEvent) => void
  readonly onToggle: (index: number) => void
}

/** One article of the list: a link with its title, and around it what is known of the article. */
export const ArticleRow = memo(function ArticleRow(props: Props) {
  const { row, index, total, href, top, height, current, open, selected, selecting, compact } = props
  const { article, hit } = row
  const titleId = `title-${article.id}`
  const aboutId = `about-${article.id}`
  const [near, setNear] = useState(false)
  return (
    <li
      className={styles['row']}
      style={{ top, height }}
      aria-labelledby={titleId}
      aria-setsize={total}
      aria-posinset={index + 1}
      data-index={index}
      data-open={open || undefined}
      data-selected={selected || undefined}
      data-selecting={selecting || undefined}
      data-compact={compact || undefined}
      onPointerEnter={() => setNear(true)}
      onPointerLeave={() => setNear(false)}
      data-pictured={(!compact && article.leadPicture !== undefined) || undefined}
      data-unsaved={article.state.kind !== 'ready' || undefined}
      data-unread={article.state.kind === 'ready' && !article.openedAt ? '' : undefined}
    >
      {(near || current || selecting) && (
        <input
          type="checkbox"
          className={styles['box']}
          checked={selected}
          tabIndex={current ? 0 : -1}
          aria-label={`Select ${article.title}`}
          onChange={() => props.onToggle(index)}
          onClick={(event) => event.stopPropagation()}
        />
      )}
      <div className={styles['words']}>
        <h2 className={styles['title']} dir="auto">
          <a
            id={titleId}
            href={href}
            className={styles['link']}
            tabIndex={current ? 0 : -1}
            aria-describedby={aboutId}
            aria-current={open ? 'page' : undefined}
            draggable={false}
            onClick={(event) => props.onPick(index, event)}
          >
            {hit?.titleMarks ? <Marked text={article.title} marks={hit.titleMarks} /> : article.title}
          </a>
        </h2>
        {hit ? <HitLines hit={hit} excerpt={article.excerpt} language={article.language} /> : !compact && <Middle article={article} />}
        <div id={aboutId} className={styles['about']}>
          <About article={article} compact={compact} />
        </div>
      </div>
      {!compact && <LeadPicture article={article} />}
      {(near || current || article.state.kind !== 'ready') && <RowActions article={article} current={current} />}
      <Progress article={article} />
    </li>
  )
})

function Middle({ article }: { readonly article: ArticleSummary }) {
  const { state } = article
  if (state.kind === 'failed') {
    const { what, advice } = errorText(state.error)
    return <p className={styles['reason']}>{`${what} ${advice}`}</p>
  }
  return (
    <p className={styles['excerpt']} dir="auto" lang={state.kind === 'saving' ? 'en' : article.language}>
      {state.kind === 'saving' ? savingSentence(state.step) : article.excerpt}
    </p>
  )
}

function About({ article, compact }: { readonly article: ArticleSummary; readonly compact: boolean }) {
  const { state, byline, savedAt, readingMinutes, tags, highlightCount, favourite } = article
  const site = siteOf(article)
  if (state.kind === 'saving') {
    return (
      <>
        <span className={styles['step']}>{savingText(state.step)}…</span>
        {site && <span className={styles['ellipsis']}>{site}</span>}
      </>
    )
  }
  if (state.kind === 'failed') {
    return (
      <>
        <span className={styles['failed']}>
          <Icon name="warning" size={14} /> Not saved
        </span>
        {compact ? <span className={styles['ellipsis']}>{errorText(state.error).what}</span> : site && <span className={styles['ellipsis']}>{site}</span>}
      </>
    )
  }
  return (
    <>
      {favourite && (
        <span className={styles['star']}>
          <Icon name="star-filled" size={13} />
          <span className="visually-hidden">Favourite</span>
        </span>
      )}
      {site && <span className={styles['ellipsis']}>{site}</span>}
      {byline && !compact && <span className={styles['byline']}>{byline}</span>}
      <span>{shortDate(savedAt)}</span>
      <span>{readingMinutes} min</span>
      {highlightCount > 0 && (
        <span className={styles['count']}>
          <i aria-hidden="true" />
          {highlightCount}
          <span className="visually-hidden"> highlights</span>
        </span>
      )}
      {tags.length > 0 && <span className={styles['tags']}>{tags.map((tag) => `#${tag}`).join(' ')}</span>}
    </>
  )
}

function Progress({ article }: { readonly article: ArticleSummary }) {
  const { state, progress } = article
  if (state.kind === 'saving') {
    return <span className={styles['saving']} style={{ transform: `scaleX(${savingShare(state.step)})` }} />
  }
  if (state.kind !== 'ready' || progress < 0.02 || progress > 0.98) return null
  return (
    <span className={styles['progress']} role="img" aria-label={`${Math.round(progress * 100)} % read`}>
      <i style={{ transform: `scaleX(${progress})` }} />
    </span>
  )
}

function RowActions({ article, current }: { readonly article: ArticleSummary; readonly current: boolean }) {
  const { id, state, favourite, archivedAt, deletedAt, title } = article
  const tabIndex = current ? 0 : -1
  const button = { size: 'small', tabIndex } as const
  if (deletedAt) {
    return (
      <div className={styles['actions']}>
        <IconButton {...button} icon="restore" label="Restore" onClick={() => void restoreFromTrash([id])} />
        <IconButton {...button} icon="trash" label="Delete for good" onClick={() => deleteForGood([id])} />
      </div>
    )
  }
  if (state.kind === 'saving') {
    return (
      <div className={styles['actions']} data-always>
        <IconButton {...button} icon="close" label={`Stop saving ${title}`} onClick={() => void attempt(() => api.cancelSaving(id))} />
      </div>
    )
  }
  if (state.kind === 'failed') {
    return (
      <div className={styles['actions']} data-always>
        <button type="button" className={styles['retry']} tabIndex={tabIndex} onClick={() => void attempt(() => api.retrySaving(id))}>
          <Icon name="retry" size={14} /> Retry
        </button>
        <IconButton {...button} icon="trash" label="Move to trash" onClick={() => void moveToTrash([id])} />
      </div>
    )
  }
  return (
    <div className={styles['actions']}>
      <IconButton
        {...button}
        icon="archive"
        label={archivedAt ? 'Move to inbox' : 'Archive'}
        keys={shownKeys('archive')}
        onClick={() => void setArchived([id], !archivedAt)}
      />
      <IconButton
        {...button}
        icon={favourite ? 'star-filled' : 'star'}
        label={favourite ? 'Remove from favourites' : 'Add to favourites'}
        keys={shownKeys('favourite')}
        onClick={() => void setFavourite([id], !favourite)}
      />
      <IconButton {...button} icon="trash" label="Move to trash" keys={shownKeys('delete')} onClick={() => void moveToTrash([id])} />
    </div>
  )
}
