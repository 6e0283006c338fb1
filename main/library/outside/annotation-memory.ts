import type { ArticleId, HighlightId } from '../../../shared/model.ts'
import { NO_ANNOTATIONS, type Annotations, type KeptHighlight } from '../annotation-file.ts'
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
 * What this process saw in and did to annotations a short while ago. The file is the truth; this is what is needed when
 * another program replaces it by a version that was made without knowing of ours.
 */
export interface AnnotationMemory {
  /** This is what the file holds, and what the window may be showing. */
  saw(id: ArticleId, annotations: Annotations): void
  /** This process replaced the one by the other. */
  wrote(id: ArticleId, before: Annotations, after: Annotations): void
  /** What was last seen. */
  lastSeen(id: ArticleId): Annotations | undefined
  /** A highlight as it was last seen, unless it was deleted here. */
  seen(id: ArticleId, highlight: HighlightId): KeptHighlight | undefined
  /** What this process changed a short while ago, and nothing else. */
  own(id: ArticleId): Annotations
}

interface Remembered {
  last: Annotations
  /** What was changed here: highlights by id, the note under an empty one; with the time, by a clock that is never set. */
  readonly changed: Map<string, { readonly at: number; readonly as: Annotations }>
}

/** An empty memory. */
export function annotationMemory(): AnnotationMemory {
  const articles = new Map<ArticleId, Remembered>()

  const remember = (id: ArticleId, last: Annotations): Remembered => {
    const known = articles.get(id) ?? { last, changed: new Map<string, { readonly at: number; readonly as: Annotations }>() }
    known.last = last
    articles.delete(id)
    articles.set(id, known)
    for (const oldest of articles.keys()) {
      if (articles.size <= MOST_ARTICLES) break
      articles.delete(oldest)
    }
    return known
  }

  return {
    saw: (id, annotations) => void remember(id, annotations),
    wrote(id, before, after) {
      const { changed } = remember(id, after)
      const at = performance.now()
      const was = new Map(all(before).map((one) => [one.id, JSON.stringify(one)]))
      const isOther = (one: HighlightVersion) => was.get(one.id) !== JSON.stringify(one)
      for (const one of after.highlights.filter(isOther)) changed.set(one.id, { at, as: { ...NO_ANNOTATIONS, highlights: [one] } })
      for (const one of after.deleted.filter(isOther)) changed.set(one.id, { at, as: { ...NO_ANNOTATIONS, deleted: [one] } })
      if (JSON.stringify(noteOf(before)) === JSON.stringify(noteOf(after))) return
      changed.set('', { at, as: { ...NO_ANNOTATIONS, ...noteOf(after), ...optional('noteUpdatedAt', after.noteUpdatedAt) } })
    },
    lastSeen: (id) => articles.get(id)?.last,
    seen: (id, highlight) => articles.get(id)?.last.highlights.find((one) => one.id === highlight),
    own(id) {
      const recent = [...(articles.get(id)?.changed.values() ?? [])].filter(({ at }) => performance.now() - at < OWN_FOR)
      return recent.reduce((one, { as }) => mergeAnnotations(one, as), NO_ANNOTATIONS)
    },
  }
}
