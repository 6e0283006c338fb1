import path from 'node:path'
import { describe, findQuote, fold, locate } from '../../shared/anchor.ts'
import { Failure } from '../../shared/errors.ts'
import type {
  Anchor,
  ArticleId,
  Highlight,
  HighlightChange,
  HighlightDraft,
  HighlightId,
  HighlightLook,
  WantedQuote,
} from '../../shared/model.ts'
import { highlightOf, shown, type Annotations, type KeptHighlight } from './annotation-file.ts'
import { openAnnotations } from './annotation-store.ts'
import { positionOf, type HighlightPositions } from './document-state.ts'
import { readAnchor, readHighlightChange, readHighlightDraft, readNote } from './highlight-input.ts'
import { newId } from './ids.ts'
import { changeTimeSync, existsSync, stampSync } from './files.ts'
import { ANNOTATIONS_FILE } from './layout.ts'
import { loadRecord, type LibraryContext } from './library-context.ts'
import { annotationsNow } from './outside/annotations-now.ts'
import { noteOf, rewritten } from './outside/kept-note.ts'
import { timeOf } from './outside/merge-annotations.ts'
import { changedAt } from './outside/times.ts'
import { articleTextOf } from './reading.ts'

/** How often a change is made anew because another program wrote meanwhile. */
const MOST_ATTEMPTS = 5
/** How long a file that cannot be read may be one that is being written, and how often it is looked at, in milliseconds. */
const PATIENCE = 2000
const LOOK_AGAIN = 100

/** How long anchoring may hold the thread, in milliseconds. */
const BREATH = 20

export type LibraryHighlights = ReturnType<typeof libraryHighlights>

/** The highlights and notes of a library's articles. */
export function libraryHighlights(context: LibraryContext) {
  return {
    of: (id: ArticleId) => highlightsOf(context, id),
    add: (id: ArticleId, draft: HighlightDraft) => addHighlight(context, id, draft),
    addQuote: (id: ArticleId, quote: WantedQuote, look: HighlightLook) => highlightQuote(context, id, quote, look),
    change: (id: ArticleId, highlight: HighlightId, change: HighlightChange) => changeHighlight(context, id, highlight, change),
    delete: (id: ArticleId, highlight: HighlightId) => deleteHighlight(context, id, highlight),
    restore: (id: ArticleId, highlight: HighlightId) => restoreHighlight(context, id, highlight),
    setNote: (id: ArticleId, note: string, before?: string) => setNote(context, id, note, before),
  }
}

/** An article's highlights, in order of the text, and its note. @throws Failure not-found, damaged, newer-version */
export async function highlightsOf(context: LibraryContext, id: ArticleId): Promise<{ readonly highlights: readonly Highlight[]; readonly note: string }> {
  return await context.inTurn(id, async () => {
    const { folder } = await loadRecord(context.layout, id)
    return shown(annotationsNow(context, id, folder))
  })
}

/**
 * Keeps a passage. The quote rules: the position is corrected to where the words really stand; words that do not stand
 * in the article are kept as lost.
 * @throws Failure passage-not-found when the quote is blank, invalid-argument, not-found, not-ready, disk-full, read-only
 */
async function addHighlight(context: LibraryContext, id: ArticleId, draft: HighlightDraft): Promise<Highlight> {
  const { quote, position, colour, note, tags } = readHighlightDraft(draft)
  return await editing(context, id, async (annotations) => {
    const now = context.now().toISOString()
    const highlight: KeptHighlight = {
      id: newId(context.now()) as HighlightId,
      colour,
      note,
      ...(note === '' ? {} : { noteAt: now }),
      tags,
      createdAt: now,
      updatedAt: now,
      ...(await placed(context, id, { quote, position })),
    }
    return { annotations: { ...annotations, highlights: [...annotations.highlights, highlight] }, result: highlightOf(highlight) }
  })
}

/** Keeps a passage named by its words. @throws as `addHighlight`, and passage-not-found when they do not stand there */
async function highlightQuote(context: LibraryContext, id: ArticleId, quote: WantedQuote, look: HighlightLook): Promise<Highlight> {
  const text = await articleTextOf(context, id)
  const wanted = readAnchor({ quote: { prefix: '', suffix: '', ...quote }, position: { start: 0, end: 0 } }).quote
  const passage = findQuote(text, wanted)
  if (passage === undefined) throw new Failure({ code: 'passage-not-found' })
  return await addHighlight(context, id, { ...describe(text, passage), ...look })
}

/** Changes a highlight; a new anchor moves it or attaches a lost one again. @throws Failure not-found and as `addHighlight` */
async function changeHighlight(context: LibraryContext, id: ArticleId, highlight: HighlightId, wanted: HighlightChange): Promise<Highlight> {
  const { anchor, note, noteBefore, ...members } = readHighlightChange(wanted)
  return await editing(context, id, async (annotations) => {
    // One that another program took away while the reader works on it comes back: the newest change counts.
    const old = annotations.highlights.find((one) => one.id === highlight) ?? context.memory.seen(id, highlight)
    if (old === undefined) throw new Failure({ code: 'not-found', what: 'highlight' })
    const gone = annotations.deleted.find((one) => one.id === highlight)
    const updatedAt = changedAt(context.now(), timeOf(old), gone && timeOf(gone))
    const moved = anchor === undefined ? {} : await placed(context, id, anchor)
    const { note: _note, noteAt: _at, noteReplaced: _replaced, noteParts: _parts, ...rest } = old
    const written = note === undefined ? noteOf(old) : rewritten(old, note, updatedAt, old.createdAt, noteBefore)
    const changed: KeptHighlight = { ...rest, ...written, ...members, ...moved, updatedAt }
    const highlights = [...annotations.highlights.filter((one) => one.id !== highlight), changed]
    const deleted = annotations.deleted.filter((one) => one !== gone)
    return { annotations: { ...annotations, highlights, deleted }, result: highlightOf(changed) }
  })
}

/** Deletes a highlight; it stays in the file as a tombstone. @throws Failure not-found, disk-full, read-only */
async function deleteHighlight(context: LibraryContext, id: ArticleId, highlight: HighlightId): Promise<void> {
  await editing(context, id, async (annotations) => {
    const old = annotations.highlights.find((one) => one.id === highlight)
    if (old === undefined) throw new Failure({ code: 'not-found', what: 'highlight' })
    const highlights = annotations.highlights.filter((one) => one !== old)
    const deleted = [...annotations.deleted, { ...old, deletedAt: changedAt(context.now(), timeOf(old)) }]
    return { annotations: { ...annotations, highlights, deleted }, result: undefined }
  })
}

/** Brings back the very highlight that was deleted. @throws Failure not-found, disk-full, read-only */
async function restoreHighlight(context: LibraryContext, id: ArticleId, highlight: HighlightId): Promise<Highlight> {
  return await editing(context, id, async (annotations) => {
    const there = annotations.highlights.find((one) => one.id === highlight)
    if (there !== undefined) return { annotations, result: highlightOf(there) }
    const tombstone = annotations.deleted.find((one) => one.id === highlight)
    if (tombstone === undefined) throw new Failure({ code: 'not-found', what: 'highlight' })
    const { deletedAt: _deletedAt, ...kept } = tombstone
    const restored = { ...kept, restoredAt: changedAt(context.now(), timeOf(tombstone)) }
    const deleted = annotations.deleted.filter((one) => one !== tombstone)
    return { annotations: { ...annotations, highlights: [...annotations.highlights, restored], deleted }, result: highlightOf(restored) }
  })
}

/**
 * Sets the note on the whole article; empty removes it.
 * @param before what it was when it was begun to be written: words that came to stand there since then are kept beside it
 * @returns the note as it is now
 * @throws Failure not-found, invalid-argument, disk-full, read-only
 */
async function setNote(context: LibraryContext, id: ArticleId, note: string, before?: string): Promise<string> {
  const wanted = readNote(note)
  return await editing(context, id, async (annotations) => {
    if (annotations.note === wanted) return { annotations, result: wanted }
    const noteUpdatedAt = changedAt(context.now(), annotations.noteUpdatedAt)
    const { note: _note, noteAt: _at, noteReplaced: _replaced, noteParts: _parts, ...rest } = annotations
    const written = rewritten(annotations, wanted, noteUpdatedAt, annotations.noteUpdatedAt ?? '', before)
    return { annotations: { ...rest, ...written, noteUpdatedAt }, result: written.note }
  })
}

/**
 * Anchors an article's highlights in its new text; those that are not in it are kept as lost. To be called in the
 * article's turn.
 * @param positions where they stood when the article had this very text
 */
export async function anchorAgain(
  context: LibraryContext,
  id: ArticleId,
  folder: string,
  text: string,
  positions?: HighlightPositions,
): Promise<{ readonly anchored: number; readonly lost: number }> {
  // Most articles have none, and opening a store costs more than writing the document.
  if (!existsSync(path.join(folder, ANNOTATIONS_FILE))) return { anchored: 0, lost: 0 }
  const store = openAnnotations(context.layout, folder, true, context.now())
  const { annotations } = store
  if (annotations.highlights.length === 0) return { anchored: 0, lost: 0 }
  const folded = fold(text)
  let rested = performance.now()
  const highlights: KeptHighlight[] = []
  for (const kept of annotations.highlights) {
    const one = { ...kept, position: positionOf(positions, kept.id) ?? kept.position }
    const passage = locate(text, one, folded)
    // The quote stays the reader's words: what was marked does not change because the page did.
    highlights.push(passage === undefined ? { ...one, lost: true } : { ...one, position: passage, lost: false })
    if (performance.now() - rested > BREATH) {
      await new Promise((resolve) => setImmediate(resolve))
      rested = performance.now()
    }
  }
  if (JSON.stringify(highlights) !== JSON.stringify(annotations.highlights)) {
    store.write({ ...annotations, highlights })
    context.memory.wrote(id, annotations, { ...annotations, highlights }, stampSync(path.join(folder, ANNOTATIONS_FILE)))
    context.annotationsChanged(id)
  }
  const lost = highlights.filter((one) => one.lost).length
  return { anchored: highlights.length - lost, lost }
}

async function editing<T>(
  context: LibraryContext,
  id: ArticleId,
  edit: (annotations: Annotations) => Promise<{ readonly annotations: Annotations; readonly result: T }>,
): Promise<T> {
  return await context.changing(id, async () => {
    const { folder } = await loadRecord(context.layout, id)
    const file = path.join(folder, ANNOTATIONS_FILE)
    for (let attempt = 1; ; attempt++) {
      await whenReadable(context, folder)
      const before = stampSync(file)
      const store = openAnnotations(context.layout, folder, true, context.now(), context.memory.lastSeen(id))
      const { annotations, result } = await edit(context.memory.withOwn(id, store.annotations, before))
      if (annotations === store.annotations && !store.begunAnew) return result
      // Another program wrote while this was being thought of or written: on top of that, then.
      const isOnTop = () => stampSync(file) === before || attempt >= MOST_ATTEMPTS || store.begunAnew
      if (!isOnTop() || !store.write(annotations, isOnTop)) continue
      context.memory.wrote(id, store.annotations, annotations, stampSync(file))
      context.annotationsChanged(id)
      return result
    }
  })
}

/**
 * Waits a moment for a file that another program is just writing: what cannot be read is set aside when something new is
 * written, and that should not happen to one that is half there.
 */
async function whenReadable(context: LibraryContext, folder: string): Promise<void> {
  const file = path.join(folder, ANNOTATIONS_FILE)
  for (let waited = 0; waited < PATIENCE && Date.now() - changeTimeSync(file) < PATIENCE; waited += LOOK_AGAIN) {
    try {
      openAnnotations(context.layout, folder, false, context.now())
      return
    } catch (error) {
      if (!(error instanceof Failure) || error.error.code !== 'damaged') return
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN))
    }
  }
}

async function placed(context: LibraryContext, id: ArticleId, anchor: Anchor): Promise<Anchor & { readonly lost: boolean }> {
  const text = await articleTextOf(context, id)
  const passage = locate(text, anchor)
  return passage === undefined ? { ...anchor, lost: true } : { quote: anchor.quote, position: passage, lost: false }
}
