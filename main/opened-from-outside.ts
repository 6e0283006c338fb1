import { app } from 'electron'
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from '../shared/errors.ts'
import type { Api, AppEvents, EventName } from '../shared/ipc.ts'
import type { HighlightId } from '../shared/model.ts'
import { isArticleId } from './article-id.ts'
import { isSavable } from './save/batch/read-folder.ts'
import { readGivenFile } from './save/given-file.ts'

export interface Outside {
  readonly api: () => Promise<Api>
  readonly tell: <K extends EventName>(name: K, payload: AppEvents[K]) => void
}

/** Opens what the words of a start name: `lectern:` links and files. Everything else is for others. */
export function openWords(words: readonly string[], folder: string, outside: Outside): void {
  for (const word of words) {
    if (word.startsWith('lectern:')) void openLink(word, outside)
    else {
      const file = savableFile(word, folder)
      if (file !== undefined) void saveFile(file, outside)
    }
  }
}

/** Listens for the links and files that macOS hands over as events. */
export function openFromSystem(outside: Outside): void {
  app.on('open-url', (event, url) => {
    event.preventDefault()
    void openLink(url, outside)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    void saveFile(path, outside)
  })
}

/** `lectern://save?url=…` saves; `lectern://article/<id>#<highlight>` opens. Anything else is ignored. */
async function openLink(link: string, outside: Outside): Promise<void> {
  if (!URL.canParse(link)) return
  const url = new URL(link)
  const highlight = url.hash.slice(1)
  await reporting(outside, async (api) => {
    if (url.host === 'save') {
      const { kind, article } = await api.saveArticle({ kind: 'address', address: url.searchParams.get('url') ?? '' })
      if (kind === 'known') outside.tell('known-address', { article })
    }
    const id = url.pathname.slice(1)
    if (url.host !== 'article' || !isArticleId(id)) return
    const [found] = await api.getArticles([id])
    if (found === undefined) throw new Failure({ code: 'not-found', what: 'article' })
    outside.tell('open-article', { id, ...(isArticleId(highlight) && { highlight: highlight as string as HighlightId }) })
  })
}

async function saveFile(path: string, outside: Outside): Promise<void> {
  await reporting(outside, async (api) => {
    await api.saveArticle({ kind: 'file', ...(await readGivenFile(path)) })
  })
}

async function reporting({ api, tell }: Outside, work: (api: Api) => Promise<void>): Promise<void> {
  try {
    await work(await api())
  } catch (thrown) {
    tell('failed', { error: thrown instanceof Failure ? thrown.error : { code: 'not-found', what: 'file' } })
  }
}

/** The file that a word names, when it is one that can be saved. Linux's file managers give addresses (`%U` in a desktop entry). */
function savableFile(word: string, folder: string): string | undefined {
  if (word.startsWith('-')) return undefined
  const file = /^file:/i.test(word) ? pathOfUrl(word) : resolve(folder, word)
  if (file === undefined || !isSavable(file)) return undefined
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined
}

/** `undefined` for a file of another machine. */
function pathOfUrl(url: string): string | undefined {
  try {
    return fileURLToPath(url)
  } catch {
    return undefined
  }
}
