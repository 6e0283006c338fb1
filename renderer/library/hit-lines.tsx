import type { HitField, SearchHit } from '../../shared/list.ts'
import type { Passage } from '../../shared/model.ts'
import styles from './article-row.module.css'
import { aroundHit } from './hit-passage.ts'

/** A text with stretches of it marked, as found words are. */
export function Marked({ text, marks }: { readonly text: string; readonly marks: readonly Passage[] }) {
  const parts: React.ReactNode[] = []
  let at = 0
  for (const { start, end } of marks) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>)
    at = end
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}

/** Where a search found its words, and the passage around them. A title stands above already: below it, what the text says. */
export function HitLines({ hit, excerpt, language }: { readonly hit: SearchHit; readonly excerpt: string; readonly language: string | undefined }) {
  const { field } = hit
  const shown = field === 'title' ? (hit.inText ?? { passage: excerpt, marks: [] }) : hit
  const { passage, marks } = aroundHit(shown)
  return (
    <p className={styles['hit']} dir="auto" lang={field === 'note' ? undefined : language}>
      <span className={styles['field']} data-field={field} lang="en">
        {FIELD_LABELS[field]}
      </span>
      <Marked text={passage} marks={marks} />
    </p>
  )
}

const FIELD_LABELS: Readonly<Record<HitField, string>> = {
  title: 'Title',
  body: 'Text',
  byline: 'Author',
  site: 'Site',
  tag: 'Tag',
  highlight: 'Highlight',
  note: 'Note',
}
