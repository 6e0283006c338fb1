import fs from 'node:fs'
import path from 'node:path'
import type { ArticleId } from '../../../shared/model.ts'
import { isId, type Layout } from '../layout.ts'

/** What a watcher tells. Telling too much does no harm: whoever is told looks for himself. */
export interface Noticing {
  /** Something happened to an article's folder or in it. */
  article(id: ArticleId): void
  /** Something happened in a part of the folder, the trash being one; it is not known what. */
  part(part: string): void
  /** Something happened to files in the library's own folder, or to the folder itself. */
  root(): void
}

/** Watches on a library's folder. */
export interface FolderWatcher {
  /** Every folder is watched, as far as the system lets on. */
  readonly isWhole: boolean
  /** Watches these articles' folders, as many as may be, a few at a time. */
  follow(ids: readonly ArticleId[]): void
  close(): void
}

/**
 * The most articles' folders that are watched: about 1.5 kB of memory each (51,000 watches took 77 MB and half a second).
 * Those beyond it are seen by the scans.
 */
const MOST_FOLDERS = 10_000
/** A share of what the system lets one user watch: other programs want some too. */
const SHARE = 1 / 4
/** How many are begun at a time, and the pause after them in milliseconds: about a millisecond's work. */
const AT_A_TIME = 60
const PAUSE = 25

/** Systems whose own watching goes into folders. On Linux Node would list every file there is (16 s, 444 MB for 50,000 articles). */
const RECURSIVE: readonly NodeJS.Platform[] = ['darwin', 'win32']

/**
 * Watches a library's folder. What the system cannot watch (its limit is reached, a network drive) is simply not told:
 * watching makes looking sooner, and is never what it depends on.
 */
export function watchFolder(layout: Layout, noticing: Noticing, most = mostFolders()): FolderWatcher {
  return RECURSIVE.includes(process.platform) ? watchWhole(layout, noticing) : watchParts(layout, noticing, most)
}

function watchWhole(layout: Layout, noticing: Noticing): FolderWatcher {
  const watcher = begin(layout.root, { recursive: true }, (name) => {
    const [place, ...inside] = (name ?? '').split(path.sep)
    const id = inside.find(isId)
    if (place === 'tmp') return
    if (id !== undefined) noticing.article(id)
    else if (place === 'trash') noticing.part('trash')
    else if (place === 'articles' && inside[0]?.length === 2) noticing.part(inside[0])
    else noticing.root()
  })
  return { isWhole: watcher !== undefined, follow: () => undefined, close: () => watcher?.close() }
}

function watchParts(layout: Layout, noticing: Noticing, most: number): FolderWatcher {
  const parts = new Map<string, fs.FSWatcher>()
  const articles = new Map<ArticleId, fs.FSWatcher>()
  let waiting: ArticleId[] = []
  let timer: NodeJS.Timeout | undefined
  const isLocal = !isShared(layout.root)
  let isFull = false
  let hasAll = false

  const close = <K>(all: Map<K, fs.FSWatcher>, key: K) => {
    all.get(key)?.close()
    all.delete(key)
  }
  const add = <K>(all: Map<K, fs.FSWatcher>, key: K, folder: string, tell: (name: string | undefined) => void): void => {
    if (isFull || all.has(key)) return
    const watcher = begin(folder, {}, tell, (error) => {
      isFull ||= isLimit(error)
      close(all, key)
    })
    if (watcher !== undefined) all.set(key, watcher)
  }
  const addPart = (part: string, folder: string) =>
    add(parts, part, folder, (name) => {
      if (name === undefined || !isId(name)) return noticing.part(part)
      if (part !== 'trash') renewArticle(name)
      else close(articles, name)
      noticing.article(name)
    })
  /** A folder that came, went or was replaced: a watch stays with the old one. */
  const renewArticle = (id: ArticleId) => {
    close(articles, id)
    if (articles.size < most && fs.existsSync(path.join(layout.articles, id.slice(-2), id))) addArticle(id)
  }
  const addArticle = (id: ArticleId) => {
    add(articles, id, path.join(layout.articles, id.slice(-2), id), () => noticing.article(id))
  }
  const some = () => {
    timer = undefined
    for (const id of waiting.splice(0, AT_A_TIME)) if (articles.size < most && !isFull) addArticle(id)
    if (isFull || articles.size >= most) waiting = []
    if (waiting.length > 0) timer = setTimeout(some, PAUSE).unref()
  }

  add(parts, '', layout.root, () => noticing.root())
  addPart('trash', layout.trash)
  add(parts, 'articles', layout.articles, (name) => {
    if (name?.length !== 2) return
    const folder = path.join(layout.articles, name)
    close(parts, name)
    addPart(name, folder)
    // They may have come together with their part, before it was watched; their files follow one by one.
    for (const id of names(folder)) if (isId(id)) renewArticle(id)
    noticing.part(name)
  })
  for (const part of names(layout.articles)) if (part.length === 2) addPart(part, path.join(layout.articles, part))

  return {
    get isWhole() {
      return !isFull && hasAll && isLocal
    },
    follow(ids) {
      hasAll = ids.length <= most
      waiting.push(...ids)
      timer ??= setTimeout(some, PAUSE).unref()
    },
    close() {
      clearTimeout(timer)
      waiting = []
      isFull = true
      for (const watcher of [...parts.values(), ...articles.values()]) watcher.close()
      parts.clear()
      articles.clear()
    },
  }
}

function begin(folder: string, options: fs.WatchOptions, tell: (name: string | undefined) => void, onError: (error: unknown) => void = () => undefined): fs.FSWatcher | undefined {
  try {
    const watcher = fs.watch(folder, { ...options, persistent: false }, (_kind, name) => tell(name ?? undefined))
    watcher.on('error', (error) => {
      watcher.close()
      onError(error)
    })
    return watcher
  } catch (error) {
    onError(error)
    return undefined
  }
}

/** File systems on which other machines' changes are told to nobody: NFS, SMB, CIFS, and FUSE, which may be anything (statfs(2)). */
const SHARED: ReadonlySet<number> = new Set([0x6969, 0xfe534d42, 0xff534d42, 0x517b, 0x65735546])

function isShared(folder: string): boolean {
  try {
    return SHARED.has(fs.statfsSync(folder).type)
  } catch {
    return true
  }
}

function isLimit(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EMFILE', 'ENFILE'].includes(String(error.code))
}

function names(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}

/** Parts are watched in any case; what is left of the share is for articles. */
function mostFolders(): number {
  try {
    const limit = Number(fs.readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8'))
    return Math.max(0, Math.min(MOST_FOLDERS, Math.floor(limit * SHARE) - 1100))
  } catch {
    return MOST_FOLDERS
  }
}
