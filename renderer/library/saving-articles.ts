import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import { onEvent } from '../api.ts'
import { libraryStore } from './library-store.ts'
import { withArticle } from './list-pages.ts'
import type { Pages } from './list-pages.ts'

/** Steps of saving are shown together, so often. */
const SHOW_EVERY_MS = 80

/** What was told since steps were last shown. */
const told = new Map<ArticleId, ArticleSummary>()
let timer: number | undefined

/** Shows the steps of saving on the articles' rows and in the status line. Answers a function that stops. */
export function followSaving(): () => void {
  const deaf = onEvent('article-saving', ({ article }) => {
    told.set(article.id, article)
    timer ??= window.setTimeout(showTold, SHOW_EVERY_MS)
  })
  return () => {
    deaf()
    window.clearTimeout(timer)
    timer = undefined
    told.clear()
  }
}

/** The articles being saved, once rows have come that know it better. */
export function stillSaving(saving: ReadonlyMap<ArticleId, ArticleSummary>, pages: Pages): ReadonlyMap<ArticleId, ArticleSummary> {
  return noted(saving, [...pages.values()].flat().map(({ article }) => article)) // prettier-ignore
}

function showTold(): void {
  timer = undefined
  const articles = [...told.values()]
  told.clear()
  libraryStore.setState(({ saving, pages }) => ({ saving: noted(saving, articles), pages: articles.reduce(withArticle, pages) }))
}

function noted(saving: ReadonlyMap<ArticleId, ArticleSummary>, articles: readonly ArticleSummary[]): ReadonlyMap<ArticleId, ArticleSummary> {
  const next = new Map(saving)
  for (const article of articles) {
    if (article.state.kind === 'saving') next.set(article.id, article)
    else next.delete(article.id)
  }
  return next
}
