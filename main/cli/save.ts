import { setTimeout as sleep } from 'node:timers/promises'
import { Failure, type AppError } from '../../shared/errors.ts'
import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import { UsageError, type Command, type CommandContext } from './command.ts'
import { saveList } from './save-list.ts'
import { watchSaving } from './saving-progress.ts'
import { singleLine } from './table.ts'
import { isAddress, linesOf, saveRequest, type Wanted } from './save-request.ts'

/** Articles on their way at once; the app itself orders the work, and files wait outside its memory until then. */
const AT_ONCE = 8
/** Until the next look at an article whose keeper is just closing. */
const AGAIN_MS = 200

export type Outcome =
  | { readonly status: 'saved' | 'updated'; readonly article: ArticleSummary }
  | { readonly status: 'failed'; readonly error: AppError; readonly article?: ArticleSummary }

export const saveCommand: Command = {
  name: 'save',
  operands: '<address or file or ->…',
  summary: 'Save and clean articles',
  options: {
    url: { value: 'address', help: 'where the file, or the text from stdin, comes from' },
    tag: { value: 'tag', repeatable: true, help: 'a tag for each article; may be repeated' },
    render: { help: 'open addresses with their scripts, in a hidden window' },
    'file-list': { value: 'file', help: 'take addresses and files from it too, one a line (- is stdin)' },
  },
  details: `- reads HTML or text from stdin. What fails does not keep the rest from being saved.
An address that the library has already is fetched again: when its text changed, what came becomes the article's current
version and the one before is kept (see lectern versions). It gets the tags, comes back from the trash, and is tried again
when saving it had failed; with --render it is opened with its scripts. Its status is "updated". Ctrl+C cancels what is
not saved yet.
A list is a queue: few pages of a site at a time, with a pause where the site asks for one. It prints what has ended as it
ends, and a window goes on with it when this is killed. Addresses in it that the library has already are not fetched again.`,
  prepare(words, options) {
    const wanted = { url: options.text('url'), tags: options.texts('tag'), render: options.flag('render') }
    const list = options.text('file-list')
    if (words.length === 0 && list === undefined) throw new UsageError('name an address, a file, or -')
    if (wanted.url !== undefined && (words.length !== 1 || list !== undefined || isAddress(words[0] ?? ''))) {
      throw new UsageError('--url goes with exactly one file or -')
    }
    if ([...words, list].filter((word) => word === '-').length > 1) throw new UsageError('stdin can be read only once')
    return async (at) => {
      const lines = list === undefined ? [] : await linesOf(list, at.world)
      const all = await saveAll(at, words, wanted)
      return (lines.length === 0 || (await saveList(at, lines, wanted, print))) && all
    }
  },
}

/** Saves several at a time, and prints them in the order given. */
async function saveAll(at: CommandContext, inputs: readonly string[], wanted: Wanted): Promise<boolean> {
  const { signal } = at.world
  const outcomes: Promise<Outcome>[] = []
  let all = true
  for (let printed = 0; printed < inputs.length; printed++) {
    for (const input of inputs.slice(outcomes.length, printed + AT_ONCE)) {
      if (!signal?.aborted) outcomes.push(saveOne(at, input, wanted))
    }
    const outcome = outcomes[printed]
    if (outcome === undefined) return false
    all = print(at, inputs[printed] ?? '', await outcome) && all
  }
  return all
}

/** Saves one and waits for it. Never rejects. */
async function saveOne(at: CommandContext, input: string, wanted: Wanted): Promise<Outcome> {
  try {
    const request = await saveRequest(input, wanted, at.world)
    const { kind, article } = await at.api.saveArticle(request)
    if (kind === 'known') return await updateKnown(at, article, wanted, request.kind === 'address')
    return outcomeOf('saved', await whenSaved(at, article.id))
  } catch (error) {
    if (error instanceof Failure) return { status: 'failed', error: error.error }
    at.world.stderr(`lectern: ${String(error)}`)
    return { status: 'failed', error: { code: 'unexpected' } }
  }
}

/** The library has this address: brings the article back, adds the tags, tries a failed one again, fetches a saved one anew. */
async function updateKnown(at: CommandContext, known: ArticleSummary, { tags, render }: Wanted, fetch: boolean): Promise<Outcome> {
  const ids = [known.id]
  const inTrash = known.deletedAt !== undefined
  const say = (what: string): void => at.world.stderr(`lectern: ${what}: ${singleLine(known.title)}`)
  if (inTrash) {
    say('brought back from the trash')
    await at.api.restoreArticles(ids)
  }
  if (tags.length > 0) await at.api.changeArticles(ids, { addTags: tags })
  if (render) await renderAgain(at, known)
  else if (known.state.kind === 'failed') await at.api.retrySaving(known.id)
  else if (known.state.kind !== 'ready' || !fetch) say('already in the library')
  else {
    const report = await newVersion(at, known.id).catch(failureOf)
    // The article itself is as it was; that it could not be fetched is what was asked.
    if (report instanceof Failure) return { status: 'failed', error: report.error, article: known }
    say(report)
  }
  return outcomeOf('updated', await whenSaved(at, known.id))
}

/** A failure as a value. @throws what is none */
function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  throw thrown
}

/** Fetches a saved article again, and answers what came of it. An interrupt cancels it. */
async function newVersion(at: CommandContext, id: ArticleId): Promise<string> {
  const { signal } = at.world
  const cancel = (): void => {
    at.api.cancelSaving(id).catch(() => undefined)
  }
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    const report = await at.api.saveVersion(id)
    if (report.kind === 'unchanged') return `unchanged since ${report.since}`
    return report.lost === 0 ? 'a new version' : `a new version, without the passages of ${report.lost} highlights`
  } finally {
    signal?.removeEventListener('abort', cancel)
  }
}

/** Saves a known article anew with its scripts; what went wrong with a failed one its state says. */
async function renderAgain(at: CommandContext, { id, state }: ArticleSummary): Promise<void> {
  try {
    await at.api.renderAgain(id)
  } catch (thrown) {
    if (state.kind !== 'failed') throw thrown
  }
}

/** The article when it is no longer being saved, by whichever process. An interrupt cancels it. */
async function whenSaved(at: CommandContext, id: ArticleId): Promise<ArticleSummary> {
  const { signal } = at.world
  const cancel = (): void => {
    // A failure to cancel shows in the article's own state below.
    at.api.cancelSaving(id).catch(() => undefined)
  }
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  const stopWatching = watchSaving(at, id)
  try {
    let article = await at.api.whenSaved(id)
    while (article.state.kind === 'saving') {
      await sleep(AGAIN_MS)
      article = await at.api.whenSaved(id)
    }
    return article
  } finally {
    stopWatching()
    signal?.removeEventListener('abort', cancel)
  }
}

function outcomeOf(status: 'saved' | 'updated', article: ArticleSummary): Outcome {
  return article.state.kind === 'failed' ? { status: 'failed', error: article.state.error, article } : { status, article }
}

function print(at: CommandContext, input: string, outcome: Outcome): boolean {
  const { status, article } = outcome
  if (status === 'failed') {
    at.printFailure(article === undefined ? { url: isAddress(input) ? input : null } : line(status, article), input, outcome.error)
    return false
  }
  const { picturesKept, missing } = outcome.article.offline
  const pictures = `${picturesKept} ${picturesKept === 1 ? 'picture' : 'pictures'}${missing.length === 0 ? '' : `, ${missing.length} missing`}`
  at.print(
    line(status, outcome.article),
    `${status.padEnd(7)}  ${outcome.article.id}  ${singleLine(outcome.article.title)}  (${outcome.article.wordCount} words, ${pictures})`,
  )
  return true
}

function line(status: Outcome['status'], article: ArticleSummary): object {
  return {
    id: article.id,
    status,
    title: article.title,
    url: article.url ?? null,
    byline: article.byline ?? null,
    siteName: article.siteName ?? null,
    publishedAt: article.publishedAt ?? null,
    language: article.language ?? null,
    wordCount: article.wordCount,
    excerpt: article.excerpt,
    images: { kept: article.offline.picturesKept, failed: article.offline.missing.length },
  }
}
