import type { MenuState } from '../shared/commands.ts'
import { Failure } from '../shared/errors.ts'
import type { NextStart } from '../shared/first-screen.ts'
import type { Api, AppInfo } from '../shared/ipc.ts'
import type { ArticleId } from '../shared/model.ts'
import type { SettingsChange } from '../shared/settings.ts'
import { flag, oneOf, readBytes, readTags, readText } from './argument-values.ts'
import * as read from './arguments.ts'
import { readBatchAct, readBatchId, readBatchRequest, readLine } from './batch-arguments.ts'
import type { Browser } from './browser.ts'
import { compareVersions } from './compare/compare-versions.ts'
import { exportAnnotations } from './export/annotations.ts'
import { exportArticle } from './export/article.ts'
import type { Jobs } from './jobs.ts'
import type { Library } from './library/library.ts'
import type { Batches } from './save/batch/batches.ts'
import { outsideAddress } from './outside-address.ts'
import { decodePage } from './save/decode-page.ts'
import { readGivenFile } from './save/given-file.ts'
import type { Repairer } from './save/repairer.ts'
import type { Saver } from './save/save.ts'
import type { SettingsStore } from './settings.ts'
import type { Thumbnails } from './thumbnails.ts'
import { readBrowserStart, readBrowserStep, readMenuState, readNextStart, readThumbnail } from './window-arguments.ts'

/** What only a desktop can do; the command line has none of it. */
export interface Desktop {
  /** Paths of what the reader chose: files or a file of addresses, or a folder; none when it was given up. */
  choose(what: 'files' | 'list' | 'folder' | 'library'): Promise<readonly string[]>
  openOutside(address: string): Promise<void>
  showFolder(folder: string): Promise<void>
  /** Brings up the app's window with this article open in it. */
  showArticle(id: ArticleId): Promise<void>
  /** The small picture of an SVG for the list. */
  drawSvg(svg: Uint8Array): Promise<Uint8Array>
  readonly browser: Browser
  showMenu(state: MenuState): void
  /** Keeps what the window knows of its next start. */
  keepStart(start: NextStart): void
}

export interface ApiParts {
  readonly library: Library
  readonly saver: Saver
  readonly repairer: Repairer
  readonly batches: Batches
  readonly settings: SettingsStore
  readonly jobs: Jobs
  readonly thumbnails: Thumbnails
  readonly desktop: Desktop
  readonly info: AppInfo
  /**
   * Whether a command calls. It may name files of this machine, unlike a window, which could be taken over. And it asks once:
   * its search waits for texts that are still being read into the index.
   */
  readonly isCommand: boolean
}

/** More files than this are a batch, with its own progress. */
const MOST_BY_HAND = 12

/** Everything main offers: each call parses its arguments and goes to the room that does it. */
export function makeApi({ library, saver, batches, repairer, settings, jobs, thumbnails, desktop, info, isCommand }: ApiParts): Api {
  return {
    saveArticle: (request) => saver.save(read.readSaveRequest(request)),
    async saveFiles() {
      const files = await desktop.choose('files')
      if (files.length > MOST_BY_HAND) {
        await batches.start({ kind: 'words', words: files, folder: '', tags: [] })
        return []
      }
      const rows = []
      for (const file of files) rows.push((await saver.save({ kind: 'file', ...(await readGivenFile(file)) })).article)
      return rows
    },
    saveBatch: (request) => batches.start(readBatchRequest(request, isCommand)),
    async chooseBatch(what) {
      const [chosen] = await desktop.choose(oneOf(what, ['list', 'folder'], 'what'))
      if (chosen === undefined) return undefined
      if (what === 'folder') return batches.start({ kind: 'folder', folder: chosen })
      const { name, bytes } = await readGivenFile(chosen)
      return batches.start({ kind: 'text', text: decodePage(bytes).text, name })
    },
    batches: async () => batches.states(),
    batchReport: async (id) => batches.report(readBatchId(id)),
    batchOutcomes: (id, from) => batches.outcomes(readBatchId(id), readLine(from)),
    giveBatchFile: (id, line, bytes) => batches.give(readBatchId(id), readLine(line), readBytes(bytes)),
    actOnBatch: (id, act) => batches.act(readBatchId(id), readBatchAct(act)),
    whenSaved: (id) => saver.whenSaved(read.readId(id)),
    retrySaving: (id) => saver.retry(read.readId(id)),
    cancelSaving: (id) => saver.cancel(read.readId(id)),
    cleanAgain: (id) => saver.cleanAgain(read.readId(id)),
    renderAgain: (id) => saver.renderAgain(read.readId(id)),
    repairView: (id) => repairer.view(read.readId(id)),
    previewRepair: (id, repair, remember) =>
      repairer.preview(read.readId(id), read.readRepair(repair), remember && read.readRepair(remember)),
    repairArticle: (id, repair, more) =>
      repairer.repair(read.readId(id), read.readRepair(repair), more?.rememberForSite && read.readRepair(more.rememberForSite)),
    putBack: (id, former) => saver.putBack(read.readId(id), read.readFormerId(former)),
    articleDetails: (id) => library.details.of(read.readId(id)),
    editDetails: (id, change) => library.details.edit(read.readId(id), read.readDetailsChange(change)),
    acceptCleaning: (id, accepted) => library.repairs.acceptCleaning(read.readId(id), flag(accepted, 'accepted')),
    savedSearches: () => library.savedSearches.list(),
    addSavedSearch: (draft) => library.savedSearches.add(read.readDraftOfSearch(draft)),
    changeSavedSearch: (id, draft) => library.savedSearches.replace(readText(id, 'search', 64), read.readDraftOfSearch(draft)),
    removeSavedSearch: (id) => library.savedSearches.remove(readText(id, 'search', 64)),
    restoreSavedSearch: (search) => library.savedSearches.restore(read.readKeptSearch(search)),
    siteRules: () => library.siteRules.list(),
    removeSiteRule: (id) => library.siteRules.remove(readText(id, 'rule', 64)),
    restoreSiteRule: (rule) => library.siteRules.restore(read.readSiteRule(rule)),
    retryPictures: (id) => saver.retryPictures(read.readId(id)),
    saveVersion: (id) => saver.saveVersion(read.readId(id)),
    restoreVersion: (id, version) => saver.restoreVersion(read.readId(id), read.readVersionId(version)),
    versionsOf: (id) => library.versions.of(read.readId(id)),
    openVersion: (id, version) => library.versions.open(read.readId(id), read.readVersionId(version)),
    async compareVersions(id, older, newer) {
      const wanted = [read.readVersionId(older), read.readVersionId(newer)] as const
      const sides = await library.versions.toCompare(read.readId(id), ...wanted)
      return compareVersions(sides.older, sides.newer, sides.highlights)
    },

    async listArticles(given) {
      const query = read.readQuery(given)
      if (isCommand && query.text.trim() !== '') await library.upkeep.hasTexts()
      return await library.list(query)
    },
    articleIds: (query) => library.ids(read.readQuery(query)),
    placeOfArticle: (query, id) => library.placeOf(read.readQuery(query), read.readId(id)),
    listNewest: (query) => library.listNewest(read.readQuery(query)),
    completions: (field, begun) => library.completions(read.readCompletionField(field), readText(begun, 'begun', 200)),
    getArticles: (ids) => library.get(read.readIds(ids)),
    aboutArticles: (ids) => library.about(read.readIds(ids)),
    overview: () => library.overview(),
    openArticle: (id) => library.open(read.readId(id)),
    async articleContent(id, format) {
      const known = read.readId(id)
      const [article, annotations, html] = await Promise.all([
        library.find(known),
        library.highlights.of(known),
        library.readHtml(known),
      ])
      return exportArticle({ article, ...annotations, html }, read.readArticleFormat(format))
    },
    changeArticles: (ids, change, job) =>
      jobs.run(job && read.readJob(job), (how) => library.change(read.readIds(ids), read.readChange(change), how)),
    deleteArticles: (ids, job) =>
      jobs.run(job && read.readJob(job), (how) => library.delete(read.readIds(ids), { ...how, before: (id) => saver.cancel(id) })),
    restoreArticles: (ids, job) => jobs.run(job && read.readJob(job), (how) => library.restore(read.readIds(ids), how)),
    async purgeArticles(ids, job) {
      const known = read.readIds(ids)
      const pictures = await leadPictures(library, known)
      const gone = await jobs.run(job && read.readJob(job), (how) => library.purge(known, how))
      void thumbnails.forget(gone.map((id) => pictures.get(id)))
      return gone
    },
    cancelWork: async (job) => jobs.cancel(read.readJob(job)),
    rememberPosition: (id, position) => library.rememberPosition(read.readId(id), read.readPosition(position)),

    highlightsOf: (id) => library.highlights.of(read.readId(id)),
    addHighlight: (id, draft) => library.highlights.add(read.readId(id), read.readDraft(draft)),
    highlightQuote: (id, quote, more) => {
      const { colour, note, tags } = more ?? {}
      return library.highlights.addQuote(read.readId(id), read.readQuote(quote), {
        colour: read.readColour(colour),
        ...(note !== undefined && { note: readText(note, 'note') }),
        ...(tags !== undefined && { tags: readTags(tags) }),
      })
    },
    changeHighlight: (id, highlight, change) =>
      library.highlights.change(read.readId(id), read.readHighlightId(highlight), read.readHighlightChange(change)),
    deleteHighlight: (id, highlight) => library.highlights.delete(read.readId(id), read.readHighlightId(highlight)),
    restoreHighlight: (id, highlight) => library.highlights.restore(read.readId(id), read.readHighlightId(highlight)),
    setArticleNote: (id, note, before) =>
      library.highlights.setNote(read.readId(id), readText(note, 'note'), before === undefined ? undefined : readText(before, 'note')),
    async annotations(ids, format) {
      const asked = read.readIds(ids)
      const articles = []
      for (const id of asked.length > 0 ? asked : await library.annotatedIds()) {
        const [article, annotations, text] = await Promise.all([
          library.find(id),
          library.highlights.of(id),
          library.text(id),
        ])
        articles.push({ article, ...annotations, text })
      }
      return exportAnnotations(articles, read.readAnnotationFormat(format))
    },

    async drawThumbnail(id, hash) {
      const [article, name] = [read.readId(id), readText(hash, 'hash', 64)]
      const file = library.filePath(article, `images/${name}.svg`)
      if (file === undefined) throw new Failure({ code: 'not-found', what: 'file' })
      await thumbnails.keep(name, readThumbnail(await desktop.drawSvg((await readGivenFile(file)).bytes)))
    },
    keepThumbnail: (hash, bytes) => thumbnails.keep(readText(hash, 'hash', 64), readThumbnail(bytes)),
    getSettings: async () => settings.get(),
    changeSettings: async (change) => settings.change((change ?? {}) as SettingsChange),
    verifyLibrary: (repair) => library.verify(flag(repair, 'repair')),

    async openBrowser(start) {
      const asked = readBrowserStart(start)
      if (asked === undefined) await desktop.browser.open()
      else if ('article' in asked) await desktop.browser.open(await saver.addressOf(asked.article))
      else await desktop.browser.open({ address: asked.address, mayBePrivate: true })
    },
    browserState: () => desktop.browser.state(),
    moveBrowser: (step) => desktop.browser.go(readBrowserStep(step)),
    saveSeen: async (replace) => saver.saveSeen(await desktop.browser.seen(), { replace: flag(replace, 'replace') }),
    forgetLogIns: () => desktop.browser.forgetLogIns(),
    showArticle: (id) => desktop.showArticle(read.readId(id)),
    keepStart: async (start) => desktop.keepStart(readNextStart(start)),
    showMenu: async (state) => desktop.showMenu(readMenuState(state)),

    async openOutside(address) {
      await desktop.openOutside(outsideAddress(address))
    },
    async showFolder(id?: ArticleId) {
      await desktop.showFolder(id === undefined ? info.libraryFolder : library.articleFolder(read.readId(id)))
    },
    appInfo: async () => info,
    // Served where there is no library (library-place.ts); while one is open it stays.
    chooseLibrary: async () => refuseWhileOpen(),
    beginLibrary: async () => refuseWhileOpen(),
  }
}

function refuseWhileOpen(): never {
  throw new Failure({ code: 'invalid-argument', problem: 'The library is open' })
}

/** Rows asked of the index at a time. */
const ROWS = 1_000

async function leadPictures(library: Library, ids: readonly ArticleId[]): Promise<ReadonlyMap<ArticleId, string>> {
  const pictures = new Map<ArticleId, string>()
  for (let from = 0; from < ids.length; from += ROWS) {
    for (const { id, leadPicture } of await library.get(ids.slice(from, from + ROWS))) if (leadPicture) pictures.set(id, leadPicture)
  }
  return pictures
}
