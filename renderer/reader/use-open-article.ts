import { useCallback, useEffect, useState } from 'react'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleId, ArticleSummary, OpenArticle } from '../../shared/model.ts'
import { api, errorOf, onEvent } from '../api.ts'
import { highlightsAsOf } from '../notes/highlight-store.ts'
import { onNewVersion } from '../versions/on-new-version.ts'
import { showToast } from '../ui/toast.tsx'
import { withStep } from '../with-step.ts'
import { fetchArticle } from './article-frame.tsx'
import { onCleanedAgain } from './clean-again.ts'
import { keepPlace } from './kept-place.ts'
import { withReading } from './current-reading.ts'
import { whenFree, whenNotWriting } from './when-free.ts'

/** Errors that other programs cause, and mend. */
const COMES_BACK: readonly AppError['code'][] = ['library-away', 'damaged', 'not-found']

/** An article on its way to the screen. */
export type OpenState =
  | { readonly kind: 'opening' }
  /**
   * `turn` changes when the article is opened anew and its frame must be filled again. `html`: its document, on its way.
   * `asOf`: when it was asked for, as `highlightsAsOf` has it.
   */
  | { readonly kind: 'open'; readonly opened: OpenArticle; readonly html: Promise<string>; readonly turn: number; readonly asOf: number }
  /** Nothing to read yet: it is being saved, or saving it failed. */
  | { readonly kind: 'not-ready'; readonly summary: ArticleSummary }
  | { readonly kind: 'failed'; readonly error: AppError }

/** The `turn` of what is opened first. */
export const FIRST_TURN = 0

/** Opens an article, and again when it becomes ready, is cleaned again or has a new version. Its row is kept fresh while it is open. */
export function useOpenArticle(id: ArticleId): { readonly state: OpenState; readonly reopen: () => void } {
  const [state, setState] = useState<OpenState>({ kind: 'opening' })
  const [turn, setTurn] = useState(FIRST_TURN)
  const reopen = useCallback(() => setTurn((before) => before + 1), [])

  useEffect(() => {
    let over = false
    const set = (next: OpenState): void => {
      if (!over) setState(next)
    }
    let callOff = () => {}
    let opening = true
    let changedMeanwhile = false
    let [asked, stepsTold] = [0, 0]
    const refresh = async (): Promise<void> => {
      const [mine, asOf] = [++asked, stepsTold]
      const [summary] = await api.getArticles([id])
      if (over || mine !== asked) return
      // A step that was told meanwhile may be newer than this answer.
      if (asOf !== stepsTold) return refresh()
      if (summary) setState((before) => refreshed(before, summary, reopen))
    }
    void open(id, turn).then((state) => {
      set(state)
      opening = false
      if (changedMeanwhile) refresh().catch(errorOf)
    })
    // Whoever begins a note meanwhile goes on writing it: the keys would be commands when its field had gone.
    const showAnew = (changed: ArticleId): void => {
      if (changed !== id) return
      callOff()
      callOff = whenNotWriting(() => {
        withReading(keepPlace)
        reopen()
      })
    }
    const stops = [
      onCleanedAgain(showAnew),
      onNewVersion(showAnew),
      onEvent('articles-changed', ({ ids }) => {
        if (ids.length > 0 && !ids.includes(id)) return
        if (opening) changedMeanwhile = true
        else refresh().catch(errorOf)
      }),
      onEvent('document-changed', (changed) => {
        if (changed.id !== id) return
        callOff()
        callOff = whenFree(() => {
          withReading(keepPlace)
          reopen()
          showToast('Another program changed this article. This is the new text.')
        })
      }),
      onEvent('article-saving', ({ article }) => {
        if (article.id !== id) return
        stepsTold++
        if (opening) changedMeanwhile = true
        else setState((before) => refreshed(before, told(before, article), reopen))
      }),
    ]
    return () => {
      over = true
      callOff()
      for (const stop of stops) stop()
    }
  }, [id, turn, reopen])

  return { state, reopen }
}

async function open(id: ArticleId, turn: number, isAgain = false): Promise<OpenState> {
  // Asked for at the same time: of a long article it is most of the waiting.
  const html = fetchArticle(id)
  html.catch(() => undefined)
  const asOf = highlightsAsOf()
  try {
    return { kind: 'open', opened: await api.openArticle(id), html, turn, asOf }
  } catch (thrown) {
    const error = errorOf(thrown)
    if (error.code !== 'not-ready') return { kind: 'failed', error }
    const [summary] = await api.getArticles([id]).catch(() => [])
    // It may have become ready between the two questions, and nobody would say so again.
    if (summary?.state.kind === 'ready' && !isAgain) return open(id, turn, true)
    return summary ? { kind: 'not-ready', summary } : { kind: 'failed', error: { code: 'not-found', what: 'article' } }
  }
}

function told(before: OpenState, article: ArticleSummary): ArticleSummary {
  if (before.kind === 'not-ready') return withStep(before.summary, article)
  return before.kind === 'open' ? withStep(before.opened.summary, article) : article
}

function refreshed(before: OpenState, summary: ArticleSummary, reopen: () => void): OpenState {
  if (before.kind === 'open') return { ...before, opened: { ...before.opened, summary } }
  // What could not be opened may be there again: its disk, or the rest of its files.
  if (before.kind === 'failed' && COMES_BACK.includes(before.error.code)) queueMicrotask(reopen)
  if (before.kind !== 'not-ready') return before
  // Two events say so: opened for each of them, it would flicker.
  if (summary.state.kind === 'ready' && before.summary.state.kind !== 'ready') queueMicrotask(reopen)
  return { kind: 'not-ready', summary }
}
