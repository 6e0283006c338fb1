import { describe, locate } from '../../shared/anchor.ts'
import type { BatchState } from '../../shared/batch.ts'
import { DETAIL_FIELDS } from '../../shared/details.ts'
import { Failure } from '../../shared/errors.ts'
import type { Api } from '../../shared/ipc.ts'
import { VIEWS } from '../../shared/list.ts'
import type { View } from '../../shared/list.ts'
import type { Anchor, ArticleId, ArticleSummary, Highlight, HighlightId } from '../../shared/model.ts'
import type { SavedSearch } from '../../shared/saved-search.ts'
import { changeSettings, DEFAULT_SETTINGS } from '../../shared/settings.ts'
import type { Settings } from '../../shared/settings.ts'
import { versionIdOf } from '../../shared/versions.ts'
import type { FormerId } from '../../shared/versions.ts'
import { fakeArticles, fakeDocument } from './fake-articles.ts'
import { fakeBatches } from './fake-batches.ts'
import { fakeBridge } from './fake-bridge.ts'
import type { FakeBridge } from './fake-bridge.ts'
import { changedSummary, detailsIn, keep } from './fake-kept.ts'
import type { Kept } from './fake-kept.ts'
import { FAKE_RULES, fakePreview, fakeView } from './fake-repair.ts'
import { fakeValues, inView, search } from './fake-search.ts'
import { fakeComparison, fakeVersions } from './fake-versions.ts'

/** A whole `Api` in memory: what main does, without a disk or a network. The compiler keeps it true. */
export interface FakeLibrary extends FakeBridge {
  readonly api: Api
  /** Has these batches, and tells the window so. */
  setBatches(states: readonly BatchState[]): void
}

/** Begins with so many articles; none shows the first run of an empty library. */
export function fakeLibrary(count = 60, settings: Settings = DEFAULT_SETTINGS): FakeLibrary {
  const kept = new Map<ArticleId, Kept>(fakeArticles(count).map((article) => [article.summary.id, keep(article)]))
  let now = settings
  let made = 0
  let rules = FAKE_RULES
  let searches: readonly SavedSearch[] = []

  const { emit, ...line } = fakeBridge(() => api)
  const find = (id: ArticleId): Kept => {
    const one = kept.get(id)
    if (!one) throw new Failure({ code: 'not-found', what: 'article' })
    return one
  }
  const changed = (ids: readonly ArticleId[]): void => queueMicrotask(() => emit('articles-changed', { ids }))
  const update = (ids: readonly ArticleId[], change: (summary: ArticleSummary) => ArticleSummary): readonly ArticleId[] => {
    const present = ids.filter((id) => kept.has(id))
    for (const id of present) {
      const one = find(id)
      one.summary = change(one.summary)
    }
    if (present.length > 0) changed(present)
    return present
  }
  const recount = (one: Kept): void => {
    one.summary = { ...one.summary, highlightCount: one.highlights.length, noteCount: one.highlights.filter(({ note }) => note).length }
    changed([one.summary.id])
  }
  const findHighlight = (one: Kept, id: HighlightId): Highlight => {
    const highlight = one.highlights.find((other) => other.id === id)
    if (!highlight) throw new Failure({ code: 'not-found', what: 'highlight' })
    return highlight
  }
  const newHighlight = (one: Kept, anchor: Anchor, colour: Highlight['colour'], note = '', tags: readonly string[] = []): Highlight => {
    if (anchor.quote.exact.trim() === '') throw new Failure({ code: 'passage-not-found' })
    const at = new Date().toISOString()
    const highlight: Highlight = { ...anchor, id: `h${String(++made).padStart(4, '0')}` as HighlightId, colour, note, tags, createdAt: at, updatedAt: at, lost: false }
    one.highlights = [...one.highlights, highlight]
    recount(one)
    return highlight
  }
  const begin = (title: string, source: ArticleSummary['source'], url?: string): ArticleSummary => {
    const [template] = fakeArticles(1)
    if (!template) throw new Error('No template')
    const at = new Date().toISOString()
    const summary: ArticleSummary = {
      ...template.summary,
      id: `01zz${String(++made).padStart(8, '0')}new00000000000`.slice(0, 26) as ArticleId,
      title, source, savedAt: at, updatedAt: at, excerpt: '', tags: [], favourite: false, progress: 0, highlightCount: 0, noteCount: 0,
      state: { kind: 'saving', step: { kind: 'queued' } },
    } // prettier-ignore
    const { byline: _b, siteName: _s, url: _u, leadPicture: _l, openedAt: _o, ...bare } = summary
    const started: ArticleSummary = url ? { ...bare, url } : bare
    kept.set(started.id, { summary: started, text: '', highlights: [], tombstones: new Map(), note: '', position: { offset: 0, progress: 0 } })
    changed([started.id])
    return started
  }

  const { set: setBatches, ...batches } = fakeBatches(emit)
  const api: Api = {
    saveArticle: async (request) => {
      if (request.kind === 'address') {
        const address = request.address.includes('://') ? request.address : `https://${request.address}`
        if (!URL.canParse(address) || !new URL(address).hostname.includes('.')) throw new Failure({ code: 'invalid-address', address: request.address })
        const known = [...kept.values()].find(({ summary }) => summary.url === address)
        if (known) return { kind: 'known', article: known.summary }
        return { kind: 'saving', article: begin(address, { kind: 'address' }, address) }
      }
      const title = request.kind === 'file' ? request.name : (request.text.trim().split('\n')[0] ?? 'Pasted text')
      return { kind: 'saving', article: begin(title, request.kind === 'file' ? { kind: 'file', name: request.name } : { kind: 'paste' }) }
    },
    saveFiles: async () => [],
    ...batches,
    whenSaved: async (id) => find(id).summary,
    retrySaving: async (id) => {
      update([id], (summary) => ({ ...summary, state: { kind: 'saving', step: { kind: 'fetching', bytes: 12_000 } } }))
      return find(id).summary
    },
    cancelSaving: async (id) => {
      update([id], (summary) => ({ ...summary, state: { kind: 'failed', error: { code: 'cancelled' }, at: new Date().toISOString() } }))
    },
    cleanAgain: async (id) => ({ id, before: `former-${++made}` as FormerId, anchored: find(id).highlights.filter(({ lost }) => !lost).length, lost: find(id).highlights.filter(({ lost }) => lost).length }),
    renderAgain: async (id) => ({ id, changed: true, anchored: find(id).highlights.filter(({ lost }) => !lost).length, lost: find(id).highlights.filter(({ lost }) => lost).length }),
    retryPictures: async (id) => find(id).summary,
    putBack: async (id) => ({ id, anchored: 0, lost: 0, before: `former-${++made}` as FormerId }),
    restoreVersion: async (id, version) => ({ kind: 'updated', id, version, previous: versionIdOf(find(id).summary.savedAt), anchored: 0, lost: 0 }),
    articleDetails: async (id) => ({ shown: detailsIn(find(id).summary), own: find(id).own ?? detailsIn(find(id).summary) }),
    editDetails: async (id, change) => {
      const one = find(id)
      const before = detailsIn(one.summary)
      const own = (one.own ??= before)
      const fields = DETAIL_FIELDS.filter((field) => change[field] !== undefined)
      update([id], (summary) => {
        const after: Record<string, unknown> = { ...summary }
        for (const field of fields) {
          const value = change[field] === null ? own[field] : change[field]
          if (value) after[field] = value
          else delete after[field]
        }
        return after as unknown as ArticleSummary
      })
      return Object.fromEntries(fields.map((field) => [field, before[field] === own[field] ? null : (before[field] ?? '')]))
    },
    saveVersion: async (id) => ({ kind: 'unchanged', id, since: find(id).summary.savedAt }),
    versionsOf: async (id) => fakeVersions(find(id).summary),
    openVersion: async (id, version) => {
      const { summary, highlights } = find(id)
      const found = fakeVersions(summary).find((one) => one.id === version)
      const article = fakeArticles(60).find((one) => one.summary.id === id)
      if (!found || !article) throw new Failure({ code: 'not-found', what: 'version' })
      return { version: found, html: fakeDocument(article), highlights: highlights.filter(({ lost }) => !lost) }
    },
    compareVersions: async (id, older, newer) => {
      const { summary, text, highlights } = find(id)
      const [now, then] = fakeVersions(summary).filter((version) => version.id === newer || version.id === older)
      if (!now || !then) throw new Failure({ code: 'not-found', what: 'version' })
      return fakeComparison(then, now, text, highlights)
    },
    repairView: async (id) => fakeView(find(id).summary.title),
    previewRepair: async () => fakePreview(),
    repairArticle: async (id) => ({ id, before: `former-${++made}` as FormerId, anchored: 0, lost: 0 }),
    acceptCleaning: async (id, accepted) => void (find(id).accepted = accepted),
    savedSearches: async () => searches,
    addSavedSearch: async (draft) => {
      const search: SavedSearch = { id: `search-${++made}`, ...draft, createdAt: new Date().toISOString() }
      searches = [search, ...searches]
      return search
    },
    changeSavedSearch: async (id, draft) => {
      const before = searches.find((one) => one.id === id)
      if (!before) throw new Failure({ code: 'not-found', what: 'search' })
      const after: SavedSearch = { id, ...draft, createdAt: before.createdAt }
      searches = searches.map((one) => (one.id === id ? after : one))
      return after
    },
    removeSavedSearch: async (id) => void (searches = searches.filter((one) => one.id !== id)),
    restoreSavedSearch: async (search) => void (searches = [search, ...searches]),
    siteRules: async () => rules,
    removeSiteRule: async (id) => void (rules = rules.filter((rule) => rule.id !== id)),
    restoreSiteRule: async (rule) => void (rules = [...rules, rule]),
    listArticles: async (query) => {
      const rows = search([...kept.values()], query)
      return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length }
    },
    articleIds: async (query) => search([...kept.values()], query).slice(query.offset, query.offset + query.limit).map(({ article }) => article.id),
    placeOfArticle: async (query, id) => {
      const place = search([...kept.values()], query).findIndex(({ article }) => article.id === id)
      return place === -1 ? undefined : place
    },
    aboutArticles: async (ids) => {
      const some = ids.flatMap((id) => kept.get(id)?.summary ?? [])
      const counts = new Map<string, number>()
      for (const tag of some.flatMap((one) => one.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1)
      return {
        articles: some.length,
        archived: some.filter((one) => one.archivedAt && !one.deletedAt).length,
        favourites: some.filter((one) => one.favourite).length,
        trashed: some.filter((one) => one.deletedAt).length,
        tags: [...counts].map(([tag, count]) => ({ tag, count })).toSorted((a, b) => a.tag.localeCompare(b.tag)),
      }
    },
    cancelWork: async () => undefined,
    listNewest: (query) => api.listArticles(query),
    completions: async (field, begun) => {
      const all = [...kept.values()].filter(({ summary }) => !summary.deletedAt).flatMap(({ summary }) => fakeValues(summary, field))
      const counts = new Map<string, number>()
      for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1)
      const found = [...counts].filter(([value]) => value.toLowerCase().startsWith(begun.toLowerCase()))
      return found.map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count).slice(0, 8)
    },
    getArticles: async (ids) => ids.flatMap((id) => kept.get(id)?.summary ?? []),
    overview: async () => {
      const all = [...kept.values()].map(({ summary }) => summary)
      const counts = Object.fromEntries(VIEWS.map((view) => [view, all.filter((one) => inView(one, view)).length])) as Record<View, number>
      const tags = new Map<string, number>()
      for (const tag of all.filter((one) => !one.deletedAt).flatMap((one) => one.tags)) tags.set(tag, (tags.get(tag) ?? 0) + 1)
      return { counts, tags: [...tags].map(([tag, number]) => ({ tag, count: number })).toSorted((a, b) => a.tag.localeCompare(b.tag)), damaged: [], readOnly: false }
    },
    openArticle: async (id) => {
      const one = find(id)
      if (one.summary.state.kind !== 'ready') throw new Failure({ code: 'not-ready', id })
      one.summary = { ...one.summary, openedAt: new Date().toISOString() }
      changed([id])
      return { summary: one.summary, highlights: one.highlights, note: one.note, position: one.position, cleaning: { repaired: false, accepted: one.accepted ?? false } }
    },
    articleContent: async (id) => find(id).text,
    changeArticles: async (ids, change) => {
      const differs = (summary: ArticleSummary): boolean => JSON.stringify(changedSummary(summary, change)) !== JSON.stringify(changedSummary(summary, {}))
      return update(ids.filter((id) => kept.has(id) && differs(find(id).summary)), (summary) => changedSummary(summary, change))
    },
    deleteArticles: async (ids) => update(ids, (summary) => ({ ...summary, deletedAt: new Date().toISOString() })),
    restoreArticles: async (ids) => update(ids, ({ deletedAt: _gone, ...summary }) => summary),
    purgeArticles: async (ids) => {
      const gone = ids.filter((id) => find(id).summary.deletedAt)
      for (const id of gone) kept.delete(id)
      changed(gone)
      return gone
    },
    rememberPosition: async (id, position) => {
      find(id).position = position
      update([id], (summary) => ({ ...summary, progress: position.progress }))
    },
    highlightsOf: async (id) => ({ highlights: find(id).highlights, note: find(id).note }),
    addHighlight: async (id, draft) => newHighlight(find(id), draft, draft.colour, draft.note, draft.tags),
    highlightQuote: async (id, quote, more) => {
      const one = find(id)
      const anchor: Anchor = { quote: { exact: quote.exact, prefix: quote.prefix ?? '', suffix: quote.suffix ?? '' }, position: { start: 0, end: 0 } }
      const passage = locate(one.text, anchor)
      if (!passage) throw new Failure({ code: 'passage-not-found' })
      return newHighlight(one, describe(one.text, passage), more.colour, more.note, more.tags)
    },
    changeHighlight: async (id, highlight, { anchor, ...change }) => {
      const one = find(id)
      const before = findHighlight(one, highlight)
      const after: Highlight = { ...before, ...change, ...(anchor ? { ...anchor, lost: false } : {}), updatedAt: new Date().toISOString() }
      one.highlights = one.highlights.map((other) => (other.id === highlight ? after : other))
      recount(one)
      return after
    },
    deleteHighlight: async (id, highlight) => {
      const one = find(id)
      one.tombstones.set(highlight, findHighlight(one, highlight))
      one.highlights = one.highlights.filter((other) => other.id !== highlight)
      recount(one)
    },
    restoreHighlight: async (id, highlight) => {
      const one = find(id)
      const back = one.tombstones.get(highlight)
      if (!back) throw new Failure({ code: 'not-found', what: 'highlight' })
      one.highlights = [...one.highlights, back]
      recount(one)
      return back
    },
    setArticleNote: async (id, note) => (find(id).note = note),
    annotations: async () => '',
    keepThumbnail: async () => undefined,
    drawThumbnail: async () => undefined,
    getSettings: async () => now,
    changeSettings: async (change) => {
      now = changeSettings(now, change)
      return now
    },
    verifyLibrary: async () => ({ problems: [], checked: kept.size }),
    openBrowser: async () => undefined,
    browserState: async () => ({ address: '', title: '', loading: false, canGoBack: false, canGoForward: false, shown: false }),
    moveBrowser: async () => undefined,
    saveSeen: async () => ({ kind: 'saving', article: begin('Seen', { kind: 'browser' }) }),
    forgetLogIns: async () => undefined,
    showArticle: async () => undefined,
    showMenu: async () => undefined,
    keepStart: async () => undefined,
    openOutside: async () => undefined,
    showFolder: async () => undefined,
    appInfo: async () => ({ version: '0.1.0', electron: '33.2.1', platform: 'linux', libraryFolder: '/home/reader/Lectern' }),
    chooseLibrary: async () => ({ kind: 'none' }),
    beginLibrary: async () => undefined,
  }

  return { ...line, emit, api, setBatches }
}
