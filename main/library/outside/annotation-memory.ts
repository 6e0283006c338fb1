import type { ArticleId, HighlightId } from '../../../shared/model.ts'
import { NO_ANNOTATIONS, writeAnnotations, type Annotations, type KeptHighlight } from '../annotation-file.ts'
import { optional } from '../json-members.ts'
import { all, mergeAnnotations, type HighlightVersion } from './merge-annotations.ts'
import { noteOf } from './kept-note.ts'

/** How many articles are remembered. */
const MOST_ARTICLES = 20
/**
 * For how long a change made here is put back when another program replaces the file without it, in milliseconds: long
 * enough for a synchroniser that had read the file before, short enough that a hand's work on the file stays.
 */
const OWN_FOR = 10 * 60_000

/**
 * What this process saw in and did to articles a short while ago. The files are the truth; this is what is needed when
 * another program replaces one by a version that was made without knowing of ours, and to tell that it did.
 */
export interface AnnotationMemory {
  /** This is what the file holds, and what the window may be showing. @param stamp the file's, taken before it was read */
  saw(id: ArticleId, annotations: Annotations, stamp: string): void
  /** This process replaced the one by the other. @param stamp the file's, after that */
  wrote(id: ArticleId, before: Annotations, after: Annotations, stamp: string): void
  /** The article's document as the window may be showing it; kept for articles whose annotations were seen. */
  sawDocument(id: ArticleId, stamp: string): void
  /** The stamps of what was last seen of each article. */
  seenFiles(): readonly SeenFiles[]
  /** What was last seen. */
  lastSeen(id: ArticleId): Annotations | undefined
  /** A highlight as it was last seen, also when another program took it away since; not when it was deleted here. */
  seen(id: ArticleId, highlight: HighlightId): KeptHighlight | undefined
  /** These annotations, and what was changed here a short while ago, when they are not what was last seen. */
  withOwn(id: ArticleId, annotations: Annotations, stamp: string): Annotations
}

/** Stamps of an article's files as they were last seen, see `stampSync`; a document that nobody asked for has none. */
export interface SeenFiles {
  readonly id: ArticleId
  readonly annotations: string
  readonly document?: string
}

interface Remembered {
  last: Annotations
  stamp: string
  document?: string
  /** Highlights that another program took away: somebody may be writing a note on one. */
  readonly vanished: Map<HighlightId, KeptHighlight>
  /** What was changed here: highlights by id, the note under an empty one; with the time, by a clock that is never set. */
  readonly changed: Map<string, { readonly at: number; readonly as: Annotations }>
}

/** An empty memory. */
export function annotationMemory(): AnnotationMemory {
  const articles = new Map<ArticleId, Remembered>()

  const remember = (id: ArticleId, last: Annotations, stamp: string): Remembered => {
    const known = articles.get(id) ?? newMemory(last, stamp)
    for (const one of known.last.highlights) known.vanished.set(one.id, one)
    for (const one of last.highlights) known.vanished.delete(one.id)
    known.last = last
    known.stamp = stamp
    articles.delete(id)
    articles.set(id, known)
    for (const oldest of articles.keys()) {
      if (articles.size <= MOST_ARTICLES) break
      articles.delete(oldest)
    }
    return known
  }

  const own = (id: ArticleId): Annotations => {
    const recent = [...(articles.get(id)?.changed.values() ?? [])].filter(({ at }) => performance.now() - at < OWN_FOR)
    return recent.reduce((one, { as }) => mergeAnnotations(one, as), NO_ANNOTATIONS)
  }

  return {
    saw: (id, annotations, stamp) => void remember(id, annotations, stamp),
    wrote(id, before, after, stamp) {
      const { changed, vanished } = remember(id, after, stamp)
      for (const one of before.highlights) vanished.delete(one.id)
      const at = performance.now()
      const was = new Map(all(before).map((one) => [one.id, JSON.stringify(one)]))
      const isOther = (one: HighlightVersion) => was.get(one.id) !== JSON.stringify(one)
      for (const one of after.highlights.filter(isOther)) changed.set(one.id, { at, as: { ...NO_ANNOTATIONS, highlights: [one] } })
      for (const one of after.deleted.filter(isOther)) changed.set(one.id, { at, as: { ...NO_ANNOTATIONS, deleted: [one] } })
      if (JSON.stringify(noteOf(before)) === JSON.stringify(noteOf(after))) return
      changed.set('', { at, as: { ...NO_ANNOTATIONS, ...noteOf(after), ...optional('noteUpdatedAt', after.noteUpdatedAt) } })
    },
    sawDocument(id, stamp) {
      const known = articles.get(id)
      if (known !== undefined) known.document = stamp
    },
    seenFiles: () => [...articles].map(([id, { stamp, document }]) => ({ id, annotations: stamp, ...optional('document', document) })),
    lastSeen: (id) => articles.get(id)?.last,
    seen(id, highlight) {
      const known = articles.get(id)
      return known?.last.highlights.find((one) => one.id === highlight) ?? known?.vanished.get(highlight)
    },
    withOwn(id, annotations, stamp) {
      const known = articles.get(id)
      if (known === undefined || known.stamp === stamp) return annotations
      const merged = mergeAnnotations(annotations, own(id))
      return sameAnnotations(annotations, merged) ? annotations : merged
    },
  }
}

function newMemory(last: Annotations, stamp: string): Remembered {
  return { last, stamp, vanished: new Map(), changed: new Map() }
}

function sameAnnotations(one: Annotations, other: Annotations): boolean {
  const written = (annotations: Annotations) => JSON.stringify(writeAnnotations(mergeAnnotations(annotations, annotations)))
  return written(one) === written(other)
}
