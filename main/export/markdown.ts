import { strikethrough, tables } from '@joplin/turndown-plugin-gfm'
import { DomUtils, ElementType } from 'htmlparser2'
import TurndownService from 'turndown'
import { inTextOrder } from './annotated-article.ts'
import type { ArticleToExport } from './article-to-export.ts'
import { frontMatter } from './front-matter.ts'
import { markHighlights, withoutMarks, writeMarks } from './highlight-marks.ts'
import { highlightMarkdown, markdownLine } from './markdown-text.ts'
import { parseStoredArticle, type StoredElement, type StoredNode } from './stored-document.ts'

/**
 * An article as Markdown (CommonMark with GitHub's tables), with front matter that Obsidian understands. Highlights
 * within one run of text are also marked in place (`==so==`); all of them stand at the end, with their notes.
 * Pictures and links lead to where they came from, as the library's own files stay in the library.
 */
export function articleMarkdown({ article, highlights, note, html }: ArticleToExport): string {
  const main = parseStoredArticle(html)
  const ordered = inTextOrder(highlights)
  dropNewlineAfterPre(main)
  withoutMarks(main)
  markHighlights(main, ordered)
  for (const element of DomUtils.getElementsByTagName(() => true, [...main])) prepare(element)
  const body = writeMarks(converter().turndown(DomUtils.getOuterHTML([...main])))
  return (
    [
      frontMatter(article),
      `# ${markdownLine(article.title)}`,
      body,
      ...(note.trim() === '' ? [] : ['## Note', note.trim()]),
      ...(ordered.length === 0 ? [] : ['## Highlights', ...ordered.map(highlightMarkdown)]),
    ].join('\n\n') + '\n'
  )
}

function converter(): TurndownService {
  const turndown = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  })
  turndown.use([tables, strikethrough])
  turndown.addRule('code block', {
    filter: 'pre',
    replacement: (_content, node) => codeBlock(node as unknown as CodeElement),
  })
  turndown.addRule('formula', {
    filter: (node) => (node as unknown as CodeElement).getAttribute('data-tex') !== null,
    replacement: (_content, node) => formula(node as unknown as CodeElement),
  })
  return turndown
}

/** What is needed of turndown's elements; main knows no DOM types. */
interface CodeElement {
  readonly textContent: string | null
  getAttribute(name: string): string | null
}

/** Fenced by one backtick more than any run of them in the code. */
function codeBlock(pre: CodeElement): string {
  const code = pre.textContent ?? ''
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `\n\n${fence}${pre.getAttribute('data-language') ?? ''}\n${code.replace(/^\n|\n+$/g, '')}\n${fence}\n\n`
}

/** TeX as Obsidian and GitHub show it; the article has it between `\(…\)` or `\[…\]`. */
function formula(element: CodeElement): string {
  const tex = (element.textContent ?? '').trim().replace(/^\\[([]\s*|\s*\\[)\]]$/g, '')
  return element.getAttribute('data-tex') === 'display' ? `\n\n$$\n${tex}\n$$\n\n` : `$${tex}$`
}

/** The language a block of code names, on itself or within, as highlighters write it; else empty. */
function languageOf(pre: StoredElement): string {
  const elements = [pre, ...DomUtils.getElementsByTagName(() => true, pre.children)]
  for (const { attribs } of elements) {
    const named = attribs['data-language'] ?? attribs['data-lang'] ?? /\blang(?:uage)?-(\S+)/.exec(attribs['class'] ?? '')?.[1]
    if (named !== undefined && /^[\w+#.-]+$/.test(named)) return named
  }
  return ''
}

/** Gives pictures their first address, drops addresses that are neither of the web nor within the page, names languages. */
function prepare(element: StoredElement): void {
  const { name, attribs } = element
  if (name === 'pre') attribs['data-language'] = languageOf(element)
  if (name === 'img') {
    const address = attribs['data-original'] ?? attribs['data-missing'] ?? ''
    if (/^https?:/i.test(address)) attribs['src'] = address
    else delete attribs['src']
  }
  if (name === 'a' && !/^(?:https?:|mailto:|#)/i.test(attribs['href'] ?? '')) delete attribs['href']
}

/** The HTML standard's parser drops one newline right after `<pre>`; this one keeps it, and positions would be off. */
function dropNewlineAfterPre(nodes: readonly StoredNode[]): void {
  for (const pre of DomUtils.getElementsByTagName('pre', [...nodes])) {
    const first = pre.children[0]
    if (first?.type === ElementType.Text && first.data.startsWith('\n')) first.data = first.data.slice(1)
  }
}
