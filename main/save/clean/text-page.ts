import { Failure } from '../../../shared/errors.ts'
import type { CleanJob, CleanedPage } from '../clean.ts'
import { assemble } from './assemble.ts'
import { cleanByline } from './names.ts'
import { textDate } from './dates.ts'
import { finishHeadings } from './headings.ts'
import { isMarkdown, readMarkdown } from './markdown-page.ts'
import { sanitise } from './sanitise.ts'
import { isShortLine, textBlocks } from './text-blocks.ts'
import type { TextBlock } from './text-blocks.ts'
import { isPageDump, readPageDump } from './text-dump.ts'
import type { TextArticle } from './text-dump.ts'
import { escaped, htmlOfText } from './text-html.ts'
import { languageOfText } from './text-language.ts'

/** Where every line is kept there is nothing to be unsure of. */
const WHOLE = { confidence: 1 }

/**
 * Plain text as an article: the copy of a whole page loses its furniture; Markdown and any other text keep every line.
 * @throws Failure no-article when there is no text
 */
export function cleanText(text: string, job: CleanJob): CleanedPage {
  if (isMarkdown(text, job.name)) {
    const { html, article } = readMarkdown(text, fileTitle(job.name))
    return { ...finish(html, article, job, text), ...WHOLE }
  }
  const blocks = textBlocks(text)
  if (blocks.length === 0) throw new Failure({ code: 'no-article' })
  const dump = isPageDump(blocks) ? readPageDump(blocks, `${fileTitle(job.name)} ${job.url ?? ''}`) : undefined
  const article = dump !== undefined && dump.body.length > 0 ? dump : readPlain(blocks, fileTitle(job.name))
  const dek = article.dek === undefined ? '' : `<p data-part="dek">${escaped(article.dek)}</p>\n`
  const page = finish(dek + htmlOfText(article.body), article, job, text)
  return article === dump ? page : { ...page, ...WHOLE }
}

function finish(html: string, article: Omit<TextArticle, 'body'>, job: CleanJob, text: string): CleanedPage {
  const root = sanitise(html)
  finishHeadings(root, article.title)
  const language = languageOfText(root.textContent ?? '')
  const url = job.url !== undefined && URL.canParse(job.url) ? new URL(job.url) : undefined
  return assemble({
    root,
    pictures: new Map(),
    pageText: text.length,
    facts: {
      title: article.title,
      description: '',
      ...(article.byline === undefined ? {} : { byline: article.byline }),
      ...(article.publishedAt === undefined ? {} : { publishedAt: article.publishedAt }),
      ...(language === undefined ? {} : { language }),
      ...(url === undefined ? {} : { siteName: url.hostname.replace(/^www\./, '') }),
    },
  })
}

/** A file's name as a title: without its ending, marks as spaces. */
function fileTitle(name: string | undefined): string {
  return (name ?? '').replace(/\.[a-z]{2,8}$/i, '').replace(/[_-]+/g, ' ').trim()
}

const LABEL = /^(title|author|by|byline|date|published|publication date|source|url|link|site)\s*:\s+(.+)$/i

/** A text of its own: the title is a short first line (or said by a label); nothing else is taken out. */
function readPlain(blocks: readonly TextBlock[], name: string): TextArticle {
  const labels = new Map<string, string>()
  let from = 0
  for (; from < blocks.length; from++) {
    const [, label, value] = LABEL.exec(blocks[from]?.text ?? '') ?? []
    if (label === undefined || value === undefined) break
    labels.set(label.toLowerCase(), value)
  }
  // A single label may as well be the first words of a sentence.
  if (labels.size < 2) from = 0
  const labelled = labels.size < 2 ? undefined : labels.get('title')
  const first = blocks[from]
  const isTitled = labelled === undefined && first !== undefined && blocks.length > from + 1 && isTitleLine(first, blocks[from + 1])
  const body = blocks.slice(isTitled ? from + 1 : from)
  const { publishedAt, byline, skip } = headLines(isTitled ? body : [])
  const said = labels.size < 2 ? undefined : (labels.get('author') ?? labels.get('by') ?? labels.get('byline'))
  const date = labels.size < 2 ? undefined : textDate(labels.get('date') ?? labels.get('published') ?? labels.get('publication date') ?? '')
  const names = said === undefined ? byline : cleanByline(said).join(', ')
  const when = date ?? publishedAt
  return {
    title: labelled ?? (isTitled ? first.text : name),
    ...(names === undefined || names === '' ? {} : { byline: names }),
    ...(when === undefined ? {} : { publishedAt: when }),
    body: body.slice(skip),
  }
}

function isTitleLine(block: TextBlock, next: TextBlock | undefined): boolean {
  if (block.text.length > 180 || /[.,;]$/.test(block.text) || block.kind !== undefined) return false
  return isShortLine(block) || next?.apart === true || (next?.text.length ?? 0) > block.text.length
}

/** Author and date right below the title. */
function headLines(body: readonly TextBlock[]): { publishedAt?: string; byline?: string; skip: number } {
  let skip = 0
  let publishedAt: string | undefined
  let byline: string | undefined
  while (skip < 3 && (body[skip]?.kind === 'date' || body[skip]?.kind === 'byline' || body[skip]?.kind === 'read-time') && skip + 1 < body.length) {
    const text = body[skip]?.text ?? ''
    publishedAt ??= textDate(text)
    if (body[skip]?.kind === 'byline') byline ??= cleanByline(text).join(', ')
    skip++
  }
  return { ...(publishedAt === undefined ? {} : { publishedAt }), ...(byline === undefined || byline === '' ? {} : { byline }), skip }
}
