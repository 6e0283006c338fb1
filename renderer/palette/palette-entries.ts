import { VIEWS } from '../../shared/list.ts'
import type { ArticleRow } from '../../shared/list.ts'
import { api } from '../api.ts'
import { COMMANDS } from '../commands.ts'
import { shownKeys } from '../keys.ts'
import { libraryStore } from '../library/library-store.ts'
import { routeOfSearch, savedSearches } from '../library/saved-searches.ts'
import { VIEW_LABELS } from '../library/view-labels.ts'
import { go, goToArticle } from '../route.ts'
import type { IconName } from '../ui/icons.tsx'
import { siteOf } from '../ui/site-text.ts'
import { fuzzyScore } from './fuzzy.ts'
import { recentCommands, rememberCommand } from './recent-commands.ts'

/** One line of the palette: a command to run, or a place to go to. */
export interface PaletteEntry {
  readonly key: string
  readonly label: string
  /** What kind of thing it is, said behind its name. */
  readonly group: string
  readonly keys?: string | undefined
  readonly icon?: IconName
  readonly run: () => void
}

/** Articles at the end of the list, at most. */
const ARTICLES = 6

/** Everything that can be done and gone to now, without the articles; what was run last comes first. */
export function entriesNow(): readonly PaletteEntry[] {
  const commands = COMMANDS.filter(({ id, enabled }) => id !== 'command-palette' && (enabled?.() ?? true)).map(
    ({ id, label, group, run }): PaletteEntry => ({
      key: id,
      label,
      group,
      keys: shownKeys(id),
      run: () => {
        rememberCommand(id)
        run()
      },
    }),
  )
  const recent = recentCommands().flatMap((id) => commands.filter(({ key }) => key === id))
  return [...recent, ...commands.filter((one) => !recent.includes(one)), ...places()]
}

function places(): readonly PaletteEntry[] {
  const tags = libraryStore.getState().overview?.tags ?? []
  return [
    ...VIEWS.map((view): PaletteEntry => ({ key: `view ${view}`, label: VIEW_LABELS[view].label, group: 'Go to', icon: VIEW_LABELS[view].icon, run: () => go({ view }) })),
    ...savedSearches().map((search): PaletteEntry => ({ key: `search ${search.id}`, label: search.name, group: 'Saved search', icon: 'search', run: () => go(routeOfSearch(search)) })),
    ...tags.map(({ tag }): PaletteEntry => ({ key: `tag ${tag}`, label: tag, group: 'Tag', icon: 'tag', run: () => go({ view: 'all', tag }) })),
  ]
}

/** From here on what was typed are surely words of the entry, and no slips or letters in passing. */
const SURE = 3

/**
 * What answers the words typed, the best first: what surely does, then articles, then the rest. With nothing typed, the
 * commands in their order.
 */
export function found(entries: readonly PaletteEntry[], typed: string, articles: readonly PaletteEntry[]): readonly PaletteEntry[] {
  if (typed.trim() === '') return entries.filter(({ key }) => !key.startsWith('tag '))
  const ranked = entries
    .map((entry) => ({ entry, score: fuzzyScore(typed, entry.label) ?? (fuzzyScore(typed, `${entry.label} ${entry.group}`) ?? Number.NaN) - 1 }))
    .filter(({ score }) => !Number.isNaN(score))
    .toSorted((a, b) => b.score - a.score)
  const some = (sure: boolean) => ranked.filter(({ score }) => score >= SURE === sure).map(({ entry }) => entry)
  return [...some(true), ...articles, ...some(false)]
}

/** Articles whose title answers what was typed. */
export async function articlesTitled(typed: string): Promise<readonly PaletteEntry[]> {
  // Words alone: the palette has no query language, and nothing in it is an error.
  const text = (typed.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')
  if (text.length < 2) return []
  const { rows } = await api.listArticles({ view: 'all', text, offset: 0, limit: 40 })
  return rows.filter(({ article }) => fuzzyScore(text, article.title) !== undefined).slice(0, ARTICLES).map(entryOf) // prettier-ignore
}

function entryOf({ article }: ArticleRow): PaletteEntry {
  return { key: `article ${article.id}`, label: article.title, group: siteOf(article) || 'Article', icon: 'page', run: () => goToArticle(article.id) }
}
