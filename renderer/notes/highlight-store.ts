import { createStore, useStore } from 'zustand'
import { describe, fold, locate } from '../../shared/anchor.ts'
import type { ArticleId, Colour, Highlight, HighlightId, OpenArticle, Passage } from '../../shared/model.ts'
import { api, errorOf, onEvent } from '../api.ts'
import { attempt } from '../attempt.ts'
import { becoming, carryOut, remember } from '../history.ts'
import type { Deed } from '../history.ts'
import { announce } from '../ui/announcer.tsx'
import { showError } from '../ui/toast.tsx'

interface HighlightState {
  readonly article: ArticleId | undefined
  /** The article's text, that all passages count in. */
  readonly text: string
  /** In the order of the text; lost ones last. */
  readonly highlights: readonly Highlight[]
  /** Where each highlight stands in the text; lost ones are absent. */
  readonly passages: ReadonlyMap<HighlightId, Passage>
  /** The note on the whole article. */
  readonly note: string
  readonly active: HighlightId | undefined
  /** The highlight whose note is being written. */
  readonly editing: HighlightId | undefined
  /** What is selected in the article, so that a lost highlight can be attached to it. */
  readonly selection: Passage | undefined
}

const NOTHING: HighlightState = {
  article: undefined,
  text: '',
  highlights: [],
  passages: new Map(),
  note: '',
  active: undefined,
  editing: undefined,
  selection: undefined,
}

/** The highlights and notes of the open article. Shown at once, then kept by main. */
export const highlightStore = createStore<HighlightState>(() => NOTHING)

/** Begins the id of a highlight that main does not have yet. */
const DRAFT = 'draft-'
let drafts = 0

/** Changes of highlights and notes that were told, of whatever article. */
let changesTold = 0

/** The highlights' state, or a part of it, and again whenever that part changes. */
export function useHighlights<T>(select: (state: HighlightState) => T): T {
  return useStore(highlightStore, select)
}

/** A mark in time, for `showHighlights`: what changes after it may not be in what is asked for now. */
export function highlightsAsOf(): number {
  return changesTold
}

/**
 * Takes over the highlights of an article that has just been opened, whose text is known now.
 * @param asOf when they were asked for: they are asked for once more if any changed since
 */
export function showHighlights(article: ArticleId, text: string, kept: Pick<OpenArticle, 'highlights' | 'note'>, asOf: number): void {
  highlightStore.setState({ ...NOTHING, article, text, note: kept.note, ...placed(text, kept.highlights) })
  if (asOf !== changesTold) void refresh(article)
}

/** Forgets the article that was open. */
export function closeHighlights(): void {
  highlightStore.setState(NOTHING)
}

/** Listens for changes made elsewhere (the command line, a synchroniser). Answers a function that stops. */
export function startHighlights(): () => void {
  return onEvent('annotations-changed', ({ id }) => {
    changesTold++
    void refresh(id)
  })
}

/**
 * Highlights a passage: seen at once, and replaced by the stored highlight when main has it. Answers that one, or
 * nothing when it failed (and was said).
 */
export function addHighlight(passage: Passage, colour: Colour): Promise<Highlight | undefined> {
  const { article } = highlightStore.getState()
  if (!article) return Promise.resolve(undefined)
  const making = makeHighlight(article, passage, colour)
  remember(making.then((made) => made && asDeed(article, made)))
  return becoming(making)
}

async function makeHighlight(article: ArticleId, passage: Passage, colour: Colour): Promise<Highlight | undefined> {
  let shown: HighlightId | undefined
  try {
    const anchor = describe(highlightStore.getState().text, passage)
    const now = new Date().toISOString()
    shown = `${DRAFT}${++drafts}` as HighlightId
    const draft: Highlight = { ...anchor, id: shown, colour, note: '', tags: [], createdAt: now, updatedAt: now, lost: false }
    place([...highlightStore.getState().highlights, draft])
    const kept = await api.addHighlight(article, { ...anchor, colour })
    replace(article, shown, kept)
    announce(`Highlighted in ${colour}`)
    return kept
  } catch (thrown) {
    if (shown) replace(article, shown, undefined)
    showError(errorOf(thrown))
    return undefined
  }
}

function asDeed(article: ArticleId, { id, colour }: Highlight): Deed {
  return {
    label: `Highlighted in ${colour}`,
    run: () => Promise.resolve(),
    undo: async () => {
      await api.deleteHighlight(article, id)
      replace(article, id, undefined)
    },
    redo: async () => add(article, await api.restoreHighlight(article, id)),
  }
}

/** Gives a highlight another colour. */
export function recolour(highlight: Highlight, colour: Colour): Promise<void> {
  if (highlight.colour === colour) return Promise.resolve()
  return change(highlight, `Changed to ${colour}`, { colour }, { colour: highlight.colour })
}

/** Attaches a lost highlight, or moves one, to another passage. */
export function attach(highlight: Highlight, passage: Passage): Promise<void> {
  return attempt(async () => {
    const anchor = describe(highlightStore.getState().text, passage)
    const { quote, position } = highlight
    await change(highlight, 'Attached the highlight', { anchor }, { anchor: { quote, position } })
  })
}

/** Deletes a highlight with its note; Undo brings back the very same. */
export function removeHighlight(highlight: Highlight): Promise<void> {
  const { article } = highlightStore.getState()
  if (!article) return Promise.resolve()
  const remove = async (): Promise<void> => {
    await api.deleteHighlight(article, highlight.id)
    replace(article, highlight.id, undefined)
  }
  return attempt(() =>
    carryOut({
      label: highlight.note ? 'Deleted a highlight and its note' : 'Deleted a highlight',
      run: remove,
      undo: async () => add(article, await api.restoreHighlight(article, highlight.id)),
      toast: true,
    }),
  )
}

/**
 * Keeps a highlight's note while it is being written; nothing is remembered for undo yet. Rejects with `Failure`.
 * @param before what it was when this was begun: words that came meanwhile are kept too
 * @returns the note as it is now
 */
export async function keepNote(article: ArticleId, id: HighlightId, note: string, before?: string): Promise<string> {
  const kept = await api.changeHighlight(article, id, { note, ...(before === undefined ? {} : { noteBefore: before }) })
  replace(article, id, kept)
  return kept.note
}

/** Keeps the note on the whole article, as `keepNote`. Rejects with `Failure`. */
export async function keepArticleNote(article: ArticleId, note: string, before?: string): Promise<string> {
  const kept = await api.setArticleNote(article, note, before)
  if (highlightStore.getState().article === article) highlightStore.setState({ note: kept })
  return kept
}

/** Remembers, once writing has ended, how a note was before it. */
export function rememberNote(article: ArticleId, id: HighlightId | undefined, before: string, after: string): void {
  if (before === after) return
  const keep = (note: string): Promise<unknown> => (id ? keepNote(article, id, note) : keepArticleNote(article, note))
  remember({ label: after ? 'Wrote a note' : 'Removed a note', run: () => keep(after), undo: () => keep(before) })
}

/** Makes a highlight the active one: painted so, and shown in the notes. */
export function activate(active: HighlightId | undefined): void {
  highlightStore.setState({ active })
}

/** Opens or closes the note of a highlight for writing. */
export function editNote(editing: HighlightId | undefined): void {
  highlightStore.setState(editing ? { editing, active: editing } : { editing })
}

/** Whether a highlight is seen already, but not kept yet. */
export function isDraft({ id }: Highlight): boolean {
  return id.startsWith(DRAFT)
}

async function change(
  highlight: Highlight,
  label: string,
  to: Parameters<typeof api.changeHighlight>[2],
  from: Parameters<typeof api.changeHighlight>[2],
): Promise<void> {
  const { article } = highlightStore.getState()
  if (!article) return
  const set = async (value: typeof to): Promise<void> => {
    replace(article, highlight.id, await api.changeHighlight(article, highlight.id, value))
  }
  await attempt(() => carryOut({ label, run: () => set(to), undo: () => set(from) }))
}

async function refresh(id: ArticleId): Promise<void> {
  if (highlightStore.getState().article !== id) return
  await attempt(async () => {
    const { highlights, note } = await api.highlightsOf(id)
    if (highlightStore.getState().article !== id) return
    highlightStore.setState({ note })
    // What main does not have yet was made while this was asked.
    place([...highlights, ...highlightStore.getState().highlights.filter(isDraft)])
  })
}

function add(article: ArticleId, highlight: Highlight): void {
  const { article: open, highlights } = highlightStore.getState()
  if (open === article) place([...highlights.filter((one) => one.id !== highlight.id), highlight])
}

/** Puts another in the place of a highlight, or nothing. The article may have been closed meanwhile. */
function replace(article: ArticleId, id: HighlightId, by: Highlight | undefined): void {
  const state = highlightStore.getState()
  if (state.article !== article) return
  const follow = (one: HighlightId | undefined): HighlightId | undefined => (one === id ? by?.id : one)
  highlightStore.setState({ active: follow(state.active), editing: follow(state.editing) })
  place(state.highlights.flatMap((one) => (one.id === id ? (by ? [by] : []) : [one])))
}

/** Finds each highlight in the text and brings them into its order. */
function place(highlights: readonly Highlight[]): void {
  highlightStore.setState(placed(highlightStore.getState().text, highlights))
}

function placed(text: string, highlights: readonly Highlight[]): Pick<HighlightState, 'passages' | 'highlights'> {
  const passages = new Map<HighlightId, Passage>()
  let folded: ReturnType<typeof fold> | undefined
  for (const highlight of highlights) {
    // Folding a long article takes milliseconds; most highlights stand where they stood and need none of it.
    const { start, end } = highlight.position
    const stands = text.slice(start, end) === highlight.quote.exact
    const passage = stands ? { start, end } : highlight.lost ? undefined : locate(text, highlight, (folded ??= fold(text)))
    if (passage) passages.set(highlight.id, passage)
  }
  const order = (one: Highlight): number => passages.get(one.id)?.start ?? Number.MAX_SAFE_INTEGER
  return { passages, highlights: highlights.toSorted((a, b) => order(a) - order(b) || (a.createdAt < b.createdAt ? -1 : 1)) }
}
