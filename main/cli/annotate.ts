import { Failure } from '../../shared/errors.ts'
import { ANNOTATION_FORMATS } from '../../shared/export-formats.ts'
import { COLOURS, type ArticleId } from '../../shared/model.ts'
import { lecternAddress } from '../export/annotated-article.ts'
import { forEachId, readIds, UsageError, type Command, type CommandContext } from './command.ts'
import { singleLine } from './table.ts'

/** What of a collection of W3C annotations is read here. */
interface Collection {
  readonly first: { readonly items: readonly { readonly id: string }[] }
}

export const annotateCommand: Command = {
  name: 'annotate',
  operands: '<id>',
  summary: 'Highlight a passage, with a note',
  options: {
    quote: { value: 'words', help: 'the passage, as it stands in the article' },
    prefix: { value: 'words', help: 'what stands right before it, when the words stand there more than once' },
    suffix: { value: 'words', help: 'what stands right after it' },
    colour: { value: 'colour', help: `one of ${COLOURS.join(', ')} (default: yellow); --color serves too` },
    color: { value: 'colour', help: '' },
    note: { value: 'text', help: 'a note in Markdown' },
    tag: { value: 'tag', repeatable: true, help: 'a tag; may be repeated' },
  },
  details: 'With --json it prints the W3C annotation.',
  prepare(words, options) {
    const exact = options.text('quote')
    if (words.length !== 1) throw new UsageError('name one article by its id')
    if (exact === undefined || exact.trim() === '') throw new UsageError('--quote names the passage')
    const [prefix, suffix, note, tags] = [options.text('prefix'), options.text('suffix'), options.text('note'), options.texts('tag')]
    const quote = { exact, ...(prefix === undefined ? {} : { prefix }), ...(suffix === undefined ? {} : { suffix }) }
    const colour = options.oneOf('colour', COLOURS) ?? options.oneOf('color', COLOURS) ?? 'yellow'
    const more = { colour, ...(note === undefined ? {} : { note }), ...(tags.length === 0 ? {} : { tags }) }
    return (at) =>
      forEachId(at, readIds(words), async (id) => {
        const highlight = await at.api.highlightQuote(id, quote, more)
        const address = lecternAddress(id, highlight.id)
        const annotation = (await annotationsOf(at, [id])).find((one) => one.id === address)
        at.print(annotation ?? { id: address }, `highlighted  ${address}  “${singleLine(highlight.quote.exact)}”`)
      })
  },
}

export const annotationsCommand: Command = {
  name: 'annotations',
  operands: '[<id>…]',
  summary: 'Print highlights and notes, of every article that has some when no id is given',
  options: { format: { value: 'format', help: `one of ${ANNOTATION_FORMATS.join(', ')} (default: markdown; jsonld with --json)` } },
  details: `With --json, each line is a W3C annotation; another format is printed as {format, content}. Without it, jsonld is
one W3C AnnotationCollection, and csv has the columns that Readwise imports.`,
  prepare(words, options) {
    const asked = options.oneOf('format', ANNOTATION_FORMATS)
    return async (at) => {
      const format = asked ?? (at.json ? 'jsonld' : 'markdown')
      const known = await knownIds(at, words)
      const all = known.length === words.length
      if (words.length > 0 && known.length === 0) return false
      if (at.json && format === 'jsonld') for (const one of await annotationsOf(at, known)) at.print(one, '')
      else {
        const content = await at.api.annotations(known, format)
        if (at.json) at.print({ format, content }, '')
        else at.printDocument(content)
      }
      return all
    }
  },
}

async function annotationsOf({ api }: CommandContext, ids: readonly ArticleId[]): Promise<Collection['first']['items']> {
  return (JSON.parse(await api.annotations(ids, 'jsonld')) as Collection).first.items
}

/** The ids that can be read, in their order; the others are printed as failures. */
async function knownIds(at: CommandContext, words: readonly string[]): Promise<readonly ArticleId[]> {
  const known: ArticleId[] = []
  await forEachId(at, words.length === 0 ? [] : readIds(words), async (id) => {
    const [article] = await at.api.getArticles([id])
    if (article === undefined) throw new Failure({ code: 'not-found', what: 'article' })
    if (article.state.kind !== 'ready') throw new Failure({ code: 'not-ready', id })
    known.push(id)
  })
  return known
}
