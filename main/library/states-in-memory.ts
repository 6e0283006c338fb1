import { Failure } from '../../shared/errors.ts'
import type { ArticlePage } from '../../shared/list.ts'
import type { ArticleId, ArticleState, ArticleSummary } from '../../shared/model.ts'
import { readStoredArticle } from './index/stored-article.ts'
import type { Layout } from './layout.ts'

/**
 * States that are not on disk: steps of saving, which a restart begins again, and failures that a full disk did not take.
 * They lie over what is there.
 */
export class StatesInMemory {
  readonly #layout: Layout
  readonly #states = new Map<ArticleId, { readonly state: ArticleState; readonly summary: ArticleSummary }>()

  constructor(layout: Layout) {
    this.#layout = layout
  }

  /** Whether an article has one. */
  has(id: ArticleId): boolean {
    return this.#states.has(id)
  }

  /** Shows an article in this state from now on. @throws Failure not-found */
  show(id: ArticleId, state: ArticleState): ArticleSummary {
    const summary = this.#states.get(id)?.summary ?? readStoredArticle(this.#layout, id)?.row?.summary
    if (summary === undefined) throw new Failure({ code: 'not-found', what: 'article' })
    this.#states.set(id, { state, summary })
    return { ...summary, state }
  }

  /** What is on disk counts again. */
  forget(id: ArticleId): void {
    this.#states.delete(id)
  }

  /** An article as it is shown. */
  on(article: ArticleSummary): ArticleSummary {
    const shown = this.#states.get(article.id)
    return shown === undefined ? article : { ...article, state: shown.state }
  }

  /** The rows of a page as they are shown. */
  onPage(page: ArticlePage): ArticlePage {
    return { ...page, rows: page.rows.map((row) => ({ ...row, article: this.on(row.article) })) }
  }
}
