import { Failure } from '../../shared/errors.ts'
import { SORTS, VIEWS, type ArticleRow, type LibraryQuery } from '../../shared/list.ts'
import { parseQuery, queryParts } from '../../shared/query.ts'
import { articleRow } from '../export/article-row.ts'
import { UsageError, type Command, type CommandContext } from './command.ts'
import { singleLine, table } from './table.ts'

/** Rows asked for at once. */
const PAGE = 500
/** Hits of a search when `--limit` says nothing. */
const HITS = 20

export const listCommand: Command = {
  name: 'list',
  operands: '[<query>]',
  summary: 'List articles, those of the whole library but the trash unless told otherwise',
  options: {
    view: { value: 'view', help: `one of ${VIEWS.join(', ')} (default: all)` },
    tag: { value: 'tag', help: 'only articles with this tag' },
    sort: { value: 'order', help: `one of ${SORTS.join(', ')}` },
    ascending: { help: 'the smallest, earliest or first first' },
    descending: { help: 'the largest, latest or last first' },
    limit: { value: 'n', help: 'at most so many' },
  },
  details: `A line's "state" is the first that holds: trash, saving, failed, archived, reading (begun), unread.`,
  prepare(words, options) {
    const tag = options.text('tag')
    const sort = options.oneOf('sort', SORTS)
    if (options.flag('ascending') && options.flag('descending')) throw new UsageError('either --ascending or --descending')
    const query = {
      view: options.oneOf('view', VIEWS) ?? 'all',
      text: words.join(' '),
      ...(tag === undefined ? {} : { tag }),
      ...(sort === undefined ? {} : { sort }),
      ...(options.flag('ascending') || options.flag('descending') ? { descending: options.flag('descending') } : {}),
    }
    const limit = options.count('limit') ?? Number.POSITIVE_INFINITY
    return async (at) => {
      checkFinished(query.text)
      if (at.json) for await (const { article } of rowsOf(at, query, limit)) at.print(articleRow(article), '')
      else await printTable(at, rowsOf(at, query, limit))
      return true
    }
  },
}

export const searchCommand: Command = {
  name: 'search',
  operands: '<query>',
  summary: 'Search titles, texts, tags, highlights and notes; the best hit first',
  options: { limit: { value: 'n', help: `at most so many hits (default: ${HITS})` } },
  prepare(words, options) {
    const text = words.join(' ')
    if (text.trim() === '') throw new UsageError('name the words to search for')
    const limit = options.count('limit') ?? HITS
    return async (at) => {
      checkFinished(text)
      for await (const { article, hit } of rowsOf(at, { view: 'all', text, sort: 'relevance' }, limit)) {
        const { field, passage, score } = hit ?? { field: 'title', passage: article.title, score: 0 }
        at.print(
          { id: article.id, title: article.title, field, passage, score },
          `${article.id}  ${singleLine(article.title)}\n    ${field}: ${singleLine(passage)}`,
        )
      }
      return true
    }
  },
}

/**
 * In the window, a value that could still become one (`is:arch`, `tag:`) asks for nothing yet. Nobody types on here: taken so,
 * a slip would list the whole library.
 * @throws Failure invalid-query
 */
function checkFinished(text: string): void {
  const whole = `${text} `
  parseQuery(whole)
  const open = queryParts(whole).find(({ kind, start, end }) => kind === 'unfinished' && whole.slice(start, end).includes(':'))
  if (open) throw new Failure({ code: 'invalid-query', problem: `${whole.slice(open.start, open.end).trim()} needs a value`, position: open.start })
}

/** The answer, or nothing when an interrupt comes first: a search waits for an index that is being built. */
async function orInterrupted<T>({ world: { signal } }: CommandContext, answer: Promise<T>): Promise<T | undefined> {
  if (signal === undefined) return await answer
  let stop = (): void => undefined
  const interrupted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined)
    signal.addEventListener('abort', stop, { once: true })
  })
  return await Promise.race([answer, interrupted]).finally(() => signal.removeEventListener('abort', stop))
}

async function* rowsOf(at: CommandContext, query: Omit<LibraryQuery, 'offset' | 'limit'>, most: number): AsyncGenerator<ArticleRow> {
  for (let offset = 0; offset < most && !at.world.signal?.aborted; ) {
    const page = await orInterrupted(at, at.api.listArticles({ ...query, offset, limit: Math.min(PAGE, most - offset) }))
    if (page === undefined) return
    const { rows, total } = page
    yield* rows
    offset += rows.length
    if (rows.length === 0 || offset >= total) return
  }
}

async function printTable(at: CommandContext, rows: AsyncIterable<ArticleRow>): Promise<void> {
  const lines: string[][] = []
  for await (const { article } of rows) {
    const { id, state, favourite, highlightCount, savedAt, siteName, title } = articleRow(article)
    const marks = `${favourite ? '★' : ''}${highlightCount > 0 ? `✎${highlightCount}` : ''}`
    lines.push([id, state, savedAt.slice(0, 10), marks, singleLine(`${title}${siteName === null ? '' : ` — ${siteName}`}`)])
  }
  for (const line of table(lines)) at.world.stdout(line)
}
