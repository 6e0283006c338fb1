import { app } from 'electron'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../shared/errors.ts'
import type { Api, AppEvents, AppInfo, EventName } from '../shared/ipc.ts'
import { makeApi } from './api.ts'
import type { Desktop } from './api.ts'
import { forkCleaner } from './electron-cleaner.ts'
import { NO_BROWSER } from './browser.ts'
import { browserPartition } from './browser-session.ts'
import { electronPageRenderer } from './electron-page-renderer.ts'
import { electronResolveHost, electronTransport, fetchSession } from './electron-transport.ts'
import { jobsOf } from './jobs.ts'
import { openLibrary } from './library/open-library.ts'
import { libraryMemory } from './library-memory.ts'
import { ownLibrary } from './library/ownership.ts'
import type { Log } from './log.ts'
import { serveRemote } from './remote.ts'
import { addSample } from './sample/add-sample.ts'
import { startBatches } from './save/batch/batches.ts'
import { cleanerPool } from './save/cleaner-pool.ts'
import { startRepairer } from './save/repairer.ts'
import { siteCleaner } from './save/site-cleaner.ts'
import { startSaver } from './save/save.ts'
import type { SettingsStore } from './settings.ts'
import { openThumbnails } from './thumbnails.ts'

/** Cleaning processes at most: with more the disk is what saving waits for, and each takes a few hundred megabytes. */
const MOST_CLEANERS = 4

export interface Lectern {
  readonly api: Api
  readonly articleFile: (id: Parameters<Api['openArticle']>[0], file: string) => string | undefined
  /** The reader came back to the window, or is doing something there. */
  readerIs(doing: 'back' | 'busy'): void
  /** Finishes what was acknowledged and lets the library go. */
  close(): Promise<void>
}

export interface LecternOptions {
  readonly folder: string
  readonly settings: SettingsStore
  readonly desktop: Desktop
  readonly log: Log
  /** Milliseconds to wait for another process that has this library. */
  readonly wait: number
  readonly emit: <K extends EventName>(name: K, payload: AppEvents[K]) => void
  /**
   * With a window a new, empty library gets the sample article, what an earlier process left to save goes on, and changes
   * that other programs make to the library's folder are looked for.
   */
  readonly withWindow: boolean
  /** Begins a new library where one is missed that was there before. */
  readonly beginNew?: boolean
}

/**
 * Opens a library and everything that works on it, once, as the only process that writes to it, and serves its `Api`
 * on a local socket so that the command line works beside an open window.
 * @returns `undefined` when another process has the library and keeps it
 * @throws Failure library-away when the library that was there is not, disk-full, disk-error
 */
export async function openLectern(o: LecternOptions): Promise<Lectern | undefined> {
  const memory = libraryMemory(join(app.getPath('userData'), 'libraries'), o.folder)
  if (o.beginNew !== true) await memory.assertThere()
  const ownership = await ownLibrary(o.folder, o.wait)
  if (ownership === undefined) return undefined
  const library = await openLibrary({
    folder: o.folder,
    ...(memory.id !== undefined && o.beginNew !== true && { idBefore: memory.id }),
    stateFolder: join(app.getPath('userData'), 'index'),
    device: o.settings.device,
    indexWorker: join(import.meta.dirname, 'index-worker.cjs'),
    onChange: (ids) => o.emit('articles-changed', { ids }),
    onAnnotationsChange: (id) => o.emit('annotations-changed', { id }),
  })
  void memory.keep(library)
  void library.upkeep.upToDate().then(() => memory.keep(library))
  if (o.withWindow) {
    library.lookOutside({
      onDocumentChange: (id) => o.emit('document-changed', { id }),
      onListsChange: () => o.emit('lists-changed', {}),
      // What the disk took no more goes on where it stood.
      onBack: () => void saver.resume(batches.back()).catch((fault: unknown) => o.log.fault('going on', fault)),
    })
  }
  const cleaning = cleanerPool({
    fork: () => forkCleaner(join(import.meta.dirname, 'cleaner.cjs')),
    size: Math.min(MOST_CLEANERS, availableParallelism()),
  })
  const cleaner = siteCleaner(cleaning, () => library.siteRules.list())
  const fetching = fetchSession()
  const saver = startSaver({
    library,
    cleaner,
    transport: electronTransport(fetching),
    loggedIn: electronTransport(browserPartition(), 'include'),
    resolveHost: electronResolveHost(fetching),
    renderer: electronPageRenderer(),
    settings: () => o.settings.get(),
    onStep: (article) => {
      if (article.state.kind === 'saving') batches.noteStep(article.id, article.state.step.kind)
      o.emit('article-saving', { article })
    },
    onVersion: (id, progress) => o.emit('version-saving', { id, progress }),
    onFault: (fault) => o.log.fault('saving', fault),
  })
  const batches = startBatches({
    library,
    saver,
    device: o.settings.device,
    goesOn: o.withWindow,
    onChange: (states) => o.emit('batches-changed', { batches: states }),
    onFault: (fault) => o.log.fault('batches', fault),
  })
  const repairer = startRepairer({ library, cleaner, saver })
  const jobs = jobsOf((progress) => o.emit('work-progress', progress))
  const thumbnails = openThumbnails(join(app.getPath('userData'), 'thumbnails'))
  const parts = { library, saver, batches, repairer, jobs, thumbnails, settings: o.settings, desktop: o.desktop, info: appInfo(o.folder) }
  const api = makeApi({ ...parts, isCommand: !o.withWindow })
  // What the reader is logged in to is not for other programs.
  const remoteApi = makeApi({ ...parts, isCommand: true, desktop: { ...o.desktop, browser: NO_BROWSER, showMenu: () => undefined, keepStart: () => undefined } })
  // Without its socket the library still works; only commands beside an open window would find it taken. Nor does the
  // window wait for it.
  const remote = serveRemote(o.folder, remoteApi, (call, fault) => o.log.fault(call, fault)).catch((fault: unknown) => {
    o.log.fault('local socket', fault)
    return undefined
  })
  void batches
    .open()
    .then((theirs) => saver.resume(theirs))
    .then(() => (o.withWindow ? addSample(library, saver, o.settings) : undefined))
    .catch((fault: unknown) => o.log.fault('beginning', fault))
  return {
    api,
    articleFile: (id, file) => library.filePath(id, file),
    readerIs: (doing) => library.upkeep.readerIs(doing),
    async close() {
      // First of all, so that processes that wait for a save are handed over instead of told of a save cut short.
      const handedOver = remote.then((served) => served?.close())
      const written = batches.close()
      saver.close()
      await Promise.all([handedOver, written])
      cleaner.close()
      await memory.keep(library)
      await library.close()
      await ownership.release()
    },
  }
}

function appInfo(folder: string): AppInfo {
  const { platform } = process
  if (platform !== 'linux' && platform !== 'darwin' && platform !== 'win32') throw new Failure({ code: 'unexpected' })
  return { version: app.getVersion(), electron: process.versions.electron ?? '', platform, libraryFolder: folder }
}
