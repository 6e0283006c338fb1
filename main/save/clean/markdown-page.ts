import { marked } from 'marked'
import { cleanByline } from './names.ts'
import { textDate } from './dates.ts'
import type { TextArticle } from './text-dump.ts'

const FEATURES = [
  /^#{1,6} \S/m, // heading
  /^```[^]*?^```/m, // fenced code
  /\[[^\]\n]+\]\((?:https?:|\/|#|mailto:)[^)\s]*\)/, // link
  /!\[[^\]\n]*\]\([^)\s]+\)/, // picture
  /(?:^|\s)(?:\*\*|__)\S[^\n]*?\S(?:\*\*|__)(?=[\s.,;:!?]|$)/m, // strong
  /^> \S/m, // quote
  /^\|.+\|\s*\n\|[\s:|-]+\|\s*$/m, // table
  /^(?:={3,}|-{3,})\s*$/m, // underlined heading or rule
]

/** Whether a text is Markdown: by its name, or by two of its forms. */
export function isMarkdown(text: string, name: string | undefined): boolean {
  if (/\.(?:md|markdown|mdown|mkd)$/i.test(name ?? '')) return true
  const sample = text.slice(0, 100_000).replace(/\r\n?/g, '\n')
  const found = FEATURES.filter((feature) => feature.test(sample)).length
  return found >= 2 && (/^#{1,6} \S/m.test(sample) || /\]\((?:https?:|\/)/.test(sample) || /^```/m.test(sample))
}

/**
 * Markdown (CommonMark with tables, by `marked`) as HTML that is still to be sanitised, with what its front matter
 * says; the title is the first heading of the first level, which is taken out of the body.
 */
export function readMarkdown(text: string, name: string): { readonly html: string; readonly article: Omit<TextArticle, 'body'> } {
  const { fields, body } = frontMatter(text.replace(/\r\n?/g, '\n'))
  const heading = /^\s*(?:#[ \t]+(\S[^\n]*?)#*[ \t]*(?:\n|$)|([^\n#>*+|-][^\n]*)\n={3,}[ \t]*(?:\n|$))/.exec(body)
  const headline = plainInline(heading?.[1] ?? heading?.[2] ?? '')
  const title = fields.get('title') ?? (headline === '' ? name : headline)
  const rest = heading === null || (fields.has('title') && headline !== fields.get('title')) ? body : body.slice(heading[0].length)
  const byline = cleanByline(fields.get('author') ?? fields.get('authors') ?? fields.get('byline') ?? '').join(', ')
  const publishedAt = textDate(fields.get('date') ?? fields.get('published') ?? fields.get('created') ?? '')
  return {
    html: marked.parse(rest, { gfm: true, breaks: false, async: false }).replaceAll(/ class="language-([\w+#-]+)"/g, ' data-language="$1"'),
    article: { title, ...(byline === '' ? {} : { byline }), ...(publishedAt === undefined ? {} : { publishedAt }) },
  }
}

/** The plain fields of YAML front matter; lists are joined by commas. */
function frontMatter(text: string): { readonly fields: ReadonlyMap<string, string>; readonly body: string } {
  const match = /^\uFEFF?---[ \t]*\n([^]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text)
  if (match === null) return { fields: new Map(), body: text }
  const fields = new Map<string, string>()
  let last = ''
  for (const line of (match[1] ?? '').split('\n')) {
    const [, key, value = ''] = /^([A-Za-z_-]+)\s*:\s*(.*)$/.exec(line) ?? []
    const item = /^\s+-\s+(.+)$/.exec(line)?.[1] ?? /^-\s+(.+)$/.exec(line)?.[1]
    if (key !== undefined) fields.set((last = key.toLowerCase()), unquoted(value))
    else if (item !== undefined && last !== '') fields.set(last, [fields.get(last), unquoted(item)].filter((part) => part !== undefined && part !== '').join(', '))
  }
  for (const [key, value] of fields) if (value === '') fields.delete(key)
  return { fields, body: text.slice(match[0].length) }
}

function unquoted(value: string): string {
  return value.trim().replace(/^\[(.*)\]$/, '$1').replace(/^(["'])(.*)\1$/, '$2').trim()
}

function plainInline(text: string): string {
  return text.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]+/g, '').trim()
}
