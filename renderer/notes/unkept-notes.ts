import { createStore, useStore } from 'zustand'
import type { ErrorCode } from '../../shared/errors.ts'
import type { ArticleId, HighlightId } from '../../shared/model.ts'
import { errorOf, onEvent } from '../api.ts'
import { keepArticleNote, keepNote } from './highlight-store.ts'

/** Where words that the library could not take wait for it, over closing the window too. */
const STORED = 'lectern.unkept-notes'

/** More than anybody writes while a disk is away. */
const MOST = 100

/** Milliseconds that a field which is still open is given to keep its words itself. */
const FIELDS_FIRST_MS = 1_000

/** Failures that pass (an article that is not there may come again with its disk): others are no reason to try again. */
const PASSES: readonly ErrorCode[] = ['library-away', 'library-in-use', 'not-found', 'disk-full', 'disk-error', 'read-only', 'damaged', 'unexpected']

/** A note: on a highlight, or on the whole article. */
export interface NoteOf {
  readonly article: ArticleId
  readonly highlight?: HighlightId
}

interface Unkept extends NoteOf {
  readonly note: string
  /** What the library had when the writing began. */
  readonly before: string
}

const unkeptStore = createStore<{ readonly notes: readonly Unkept[] }>(() => ({ notes: stored() }))

/** The words of a note that wait for the library, if there are some. */
export function useUnkept(article: ArticleId | undefined, highlight?: HighlightId): string | undefined {
  return useStore(unkeptStore, ({ notes }) => notes.find((one) => one.article === article && one.highlight === highlight)?.note)
}

/** Keeps a note; words that the library cannot take now wait for it. Answers the note as it is now. Rejects with `Failure`. */
export async function keepOrWait(of: NoteOf, note: string, before: string): Promise<string> {
  try {
    const kept = await keep({ ...of, note, before })
    wait(of, undefined)
    return kept
  } catch (thrown) {
    if (PASSES.includes(errorOf(thrown).code)) wait(of, { ...of, note, before })
    throw thrown
  }
}

/** Writes what waits whenever the library may be back. Answers a function that stops. */
export function startUnkeptNotes(): () => void {
  let timer = window.setTimeout(() => void keepAll(), FIELDS_FIRST_MS)
  const stop = onEvent('articles-changed', ({ ids }) => {
    if (ids.length > 0 || unkeptStore.getState().notes.length === 0) return
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void keepAll(), FIELDS_FIRST_MS)
  })
  return () => {
    window.clearTimeout(timer)
    stop()
  }
}

async function keepAll(): Promise<void> {
  for (const one of unkeptStore.getState().notes) {
    // Its field may have kept it since, with more words.
    if (!unkeptStore.getState().notes.includes(one)) continue
    // Of an article that is not here the words stay: it may be another library that is.
    await keepOrWait(one, one.note, one.before).catch(() => undefined)
  }
}

function keep({ article, highlight, note, before }: Unkept): Promise<string> {
  return highlight === undefined ? keepArticleNote(article, note, before) : keepNote(article, highlight, note, before)
}

function wait(of: NoteOf, unkept: Unkept | undefined): void {
  const { notes } = unkeptStore.getState()
  const others = notes.filter((one) => one.article !== of.article || one.highlight !== of.highlight)
  if (unkept === undefined && others.length === notes.length) return
  const next = unkept === undefined ? others : [...others, unkept].slice(-MOST)
  unkeptStore.setState({ notes: next })
  localStorage.setItem(STORED, JSON.stringify(next))
}

function stored(): readonly Unkept[] {
  try {
    const notes: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]')
    return Array.isArray(notes) ? notes.filter(isUnkept) : []
  } catch {
    return []
  }
}

function isUnkept(value: unknown): value is Unkept {
  const { article, note, before } = (value ?? {}) as Partial<Unkept>
  return typeof article === 'string' && typeof note === 'string' && typeof before === 'string'
}
