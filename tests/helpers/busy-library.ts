import { writeSync } from 'node:fs'
import type { Library } from '../../main/library/library.ts'
import { openLibrary } from '../../main/library/open-library.ts'
import { ownLibrary } from '../../main/library/ownership.ts'
import { COLOURS, type ArticleId, type HighlightId } from '../../shared/model.ts'
import type { FormerId } from '../../shared/versions.ts'
import { bodyFor, highlightable, type Operation } from './kill-model.ts'
import { cleanedSample } from './library-samples.ts'

/**
 * A process that changes a library without pause until it is killed. It says on stdout what it is about to do, and what
 * the library has answered to: the killer compares the library with that.
 *
 * Arguments: library folder, state folder, index worker, a seed for what it does.
 */

const [folder = '', stateFolder = '', indexWorker = '', seed = '1'] = process.argv.slice(2)
const AT_A_TIME = 3
const MOST_ARTICLES = 10

const random = randomFrom(Number(seed))
const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
// Written at once: what was acknowledged must not be lost in a buffer of this process.
const say = (line: unknown) => writeSync(1, JSON.stringify(line) + '\n')

const ownership = await ownLibrary(folder, 5000)
if (ownership === undefined) throw new Error('A killed process still owns the library')
const library = await openLibrary({
  folder,
  stateFolder,
  indexWorker,
  device: 'busy',
  onChange: () => undefined,
  onAnnotationsChange: () => undefined,
})
// As in the window: what is noticed of its own changes must lose nothing either.
library.lookOutside({ onDocumentChange: () => undefined, onListsChange: () => undefined })
const busy = new Set<ArticleId>()
/** The text before an article's last cleaning, while its version is the same. */
const formers = new Map<ArticleId, { readonly former: FormerId; readonly title: string }>()
let count = 0
say({ kind: 'ready' })
await Promise.all(Array.from({ length: AT_A_TIME }, () => work(library)))

async function work(in_: Library): Promise<void> {
  for (;;) {
    const all = [...(await ids(in_, 'all')), ...(await ids(in_, 'trash'))]
    const id = all.length < MOST_ARTICLES && random() < 0.3 ? undefined : pick(all.filter((one) => !busy.has(one)))
    if (id !== undefined) busy.add(id)
    try {
      await perform(in_, id)
    } finally {
      if (id !== undefined) busy.delete(id)
    }
  }
}

async function ids(in_: Library, view: 'all' | 'trash'): Promise<readonly ArticleId[]> {
  return (await in_.list({ view, text: '', offset: 0, limit: 100 })).rows.map((row) => row.article.id)
}

async function perform(in_: Library, id: ArticleId | undefined): Promise<void> {
  const number = ++count
  const unique = `${seed}-${number}`
  if (id === undefined) {
    const name = random() < 0.5 ? 'begin' : 'add'
    say({ kind: 'intent', number, operation: { name, title: unique } satisfies Operation })
    const made = await make(in_, name, unique)
    say({ kind: 'done', number, id: made })
    return
  }
  const article = await in_.find(id)
  const { highlights } = await in_.highlights.of(id)
  const ready = article.state.kind === 'ready'
  const older = ready ? (await in_.versions.of(id)).slice(1) : []
  const operation = choose(article.deletedAt !== undefined, ready, highlights.map((one) => one.note), unique, {
    version: pick(older)?.title,
    former: formers.get(id)?.title,
  })
  const highlight = 'note' in operation ? highlights.find((one) => one.note === operation.note)?.id : undefined
  say({ kind: 'intent', number, id, operation })
  if (operation.name === 'restore-version') await in_.versions.restore(id, older.find(({ title }) => title === operation.title)?.id ?? fail())
  else await carryOut(in_, id, operation, highlight)
  if (operation.name === 'version' || operation.name === 'restore-version') formers.delete(id)
  say({ kind: 'done', number, id })
}

async function make(in_: Library, name: 'begin' | 'add', title: string): Promise<ArticleId> {
  const original = { bytes: Buffer.from(title), fetchedAt: new Date().toISOString() }
  const article = { source: { kind: 'paste' }, title, tags: ['new'], original } as const
  if (name === 'begin') return (await in_.begin(article)).id
  return in_.whole.add(article, cleanedSample({ title, body: bodyFor(title) }), new Date())
}

function fail(): never {
  throw new Error('There is no such version')
}

/** `before`: titles of an older version and of a former text, where there is one. */
function choose(inTrash: boolean, ready: boolean, notes: readonly string[], unique: string, before: { readonly version: string | undefined; readonly former: string | undefined }): Operation {
  if (inTrash) return random() < 0.3 ? { name: 'purge' } : { name: 'restore' }
  const note = pick(notes)
  const possible: Operation[] = [
    { name: 'finish', title: unique },
    { name: 'tag', tag: unique },
    { name: 'archive', archived: random() < 0.5 },
    { name: 'note', text: unique },
    { name: 'picture', content: unique },
  ]
  if (ready) possible.push({ name: 'version', title: unique }, { name: 'version', title: unique })
  if (ready) possible.push({ name: 'highlight', note: unique }, { name: 'highlight', note: unique }, { name: 'position', offset: count })
  if (ready && note !== undefined) possible.push({ name: 'unhighlight', note }, { name: 'renote', note, to: unique })
  if (before.version !== undefined) possible.push({ name: 'restore-version', title: before.version })
  if (before.former !== undefined) possible.push({ name: 'put-back', title: before.former })
  if (random() < 0.15) return { name: 'delete' }
  return pick(possible) ?? { name: 'delete' }
}

async function carryOut(in_: Library, id: ArticleId, operation: Operation, highlight: HighlightId | undefined): Promise<void> {
  switch (operation.name) {
    case 'begin':
    case 'add':
      return
    case 'restore-version':
      return
    case 'put-back': {
      const { former } = formers.get(id) ?? fail()
      formers.delete(id)
      await in_.formers.putBack(id, former)
      return
    }
    case 'finish':
      await keepFormer(in_, id)
      await in_.finish(id, cleanedSample({ title: operation.title, body: bodyFor(operation.title) }))
      return
    case 'version':
      await in_.versions.add(id, cleanedSample({ title: operation.title, body: bodyFor(operation.title) }), { bytes: Buffer.from(operation.title), fetchedAt: new Date().toISOString() })
      return
    case 'tag':
      await in_.change([id], { addTags: [operation.tag] })
      return
    case 'archive':
      await in_.change([id], { archived: operation.archived })
      return
    case 'note':
      await in_.highlights.setNote(id, operation.text)
      return
    case 'picture':
      await in_.keepPicture(id, Buffer.from(operation.content), 'png')
      return
    case 'position':
      await in_.rememberPosition(id, { offset: operation.offset, progress: 0.5 })
      return
    case 'highlight':
      await in_.highlights.addQuote(id, { exact: highlightable }, { colour: pick(COLOURS) ?? 'yellow', note: operation.note })
      return
    case 'unhighlight':
      if (highlight !== undefined) await in_.highlights.delete(id, highlight)
      return
    case 'renote':
      if (highlight !== undefined) await in_.highlights.change(id, highlight, { note: operation.to })
      return
    case 'delete':
      await in_.delete([id])
      return
    case 'restore':
      await in_.restore([id])
      return
    case 'purge':
      await in_.purge([id])
  }
}

async function keepFormer(in_: Library, id: ArticleId): Promise<void> {
  const { title } = await in_.find(id)
  const former = await in_.formers.keep(id)
  if (former !== undefined) formers.set(id, { former, title })
}

/** Mulberry32 (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c): small, seeded, good enough here. */
function randomFrom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
