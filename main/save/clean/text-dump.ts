import { cleanByline } from './names.ts'
import { textDate } from './dates.ts'
import type { TextBlock } from './text-blocks.ts'
import { squeezed, wordsOf } from './words.ts'

/** What was found in the copied text of a whole page. */
export interface TextArticle {
  readonly title: string
  readonly byline?: string
  readonly publishedAt?: string
  /** What stands under the title as its second line. */
  readonly dek?: string
  readonly body: readonly TextBlock[]
}

const META = new Set(['date', 'byline', 'read-time'])
/** Gone wherever they stand in a dump. */
const ANYWHERE = new Set(['share', 'advert', 'player', 'counter', 'newsletter', 'notice', 'related', 'credit', 'navigation', 'read-time'])
/** Lines that only a page copied whole has. */
const SURE_SIGN = /^(?:(?:top|bottom) of page|skip to .{3,30}|write a comment.{0,3}|post not marked as liked|\d+ views?.{0,20}|log in ?\/ ?sign up|use tab to navigate.*|share this:?|leave a (?:comment|reply)|\d+\s?min(?:ute)? read|see all|recent posts|related posts|登录|注册|首页|ログイン|로그인|相关文章|関連記事|관련 ?기사)$/i
const COMMENTS = /comment|repl(?:y|ies)\b|recent|related|discussion|bottom of page|you (?:may|might)|more from|popular|kommentar|commentaire|コメント|댓글|评论/i

/**
 * Whether a text is the copy of a whole page, furniture and all. Only then are lines taken out: a text without such
 * signs is kept to the last line.
 */
export function isPageDump(blocks: readonly TextBlock[]): boolean {
  const furniture = blocks.filter((block) => block.kind !== undefined)
  const sure = blocks.filter((block) => SURE_SIGN.test(block.text))
  return sure.length >= 2 || (sure.length === 1 && furniture.length >= 3) || (furniture.length >= 5 && furniture.length >= blocks.length * 0.15)
}

/** Finds title, date, author and body in the text of a whole page. `hint` is a file name or address that may name the title. */
export function readPageDump(all: readonly TextBlock[], hint: string): TextArticle {
  const blocks = withoutFrame(all)
  const title = findTitle(blocks, hint)
  const end = findEnd(blocks, title + 1)
  const proseAt = blocks.findIndex((block, index) => index > title && isBodyProse(block))
  const start = proseAt === -1 ? title + 1 : proseAt
  const head = blocks.slice(Math.max(0, title - 8), Math.min(end, start + 2))
  const byline = findByline(blocks, { title, start, end })
  const publishedAt = findDate(head)
  const { dek, kept } = opening(blocks.slice(title + 1, start), byline)
  const body = withoutTags([...kept, ...blocks.slice(start, end)], { head: [...blocks.slice(0, title), ...blocks.slice(title + 1, start)], tail: blocks.slice(end) })
  return {
    title: blocks[title]?.text ?? '',
    ...(byline === undefined ? {} : { byline }),
    ...(publishedAt === undefined ? {} : { publishedAt }),
    ...(dek === undefined ? {} : { dek }),
    body: withoutNewsletters(trimEnds(body, byline)).filter((block) => !isDropped(block)),
  }
}

/** What stands before "top of page" or after "bottom of page" is the browser's, not the page's. */
function withoutFrame(blocks: readonly TextBlock[]): readonly TextBlock[] {
  const top = blocks.findIndex((block) => /^top of page$/i.test(block.text))
  const bottom = blocks.findLastIndex((block) => /^bottom of page$/i.test(block.text))
  return blocks.slice(top + 1, bottom > top ? bottom : undefined)
}

function isBodyProse(block: TextBlock): boolean {
  return block.isProse && block.kind === undefined
}

/** The line that is most like a title: near date, author or reading time, several words, no sentence, above the prose. */
function findTitle(blocks: readonly TextBlock[], hint: string): number {
  const firstProse = bodyStart(blocks)
  const reach = firstProse === -1 ? Math.min(blocks.length, 40) : firstProse
  const metaAt = blocks.flatMap((block, index) => (block.kind !== undefined && META.has(block.kind) && index <= reach + 2 ? [index] : []))
  const hintWords = new Set(wordsOf(hint))
  let best = { index: 0, score: Number.NEGATIVE_INFINITY }
  for (let index = 0; index < Math.max(reach, 1) && index < blocks.length; index++) {
    const block = blocks[index] as TextBlock
    if (block.kind !== undefined || block.text.length > 250) continue
    const score = titleScore(block, index, { blocks, metaAt, reach, hintWords })
    if (score > best.score) best = { index, score }
  }
  return firstOfRun(blocks, best.index)
}

/** Of several title-like lines below each other the first is the title, the rest its second lines. */
function firstOfRun(blocks: readonly TextBlock[], found: number): number {
  let index = found
  for (let above = blocks[index - 1]; above !== undefined; above = blocks[index - 1]) {
    const isTitleLike = above.kind === undefined && !above.isProse && (above.words >= 4 || /[\u3040-\u9FFF]{6}/.test(above.text)) && above.words <= 25 && !/[.,;:]$/.test(above.text) && !isPersonName(above.text)
    if (!isTitleLike) break
    index--
  }
  return index
}

function titleScore(
  block: TextBlock,
  index: number,
  page: { blocks: readonly TextBlock[]; metaAt: readonly number[]; reach: number; hintWords: ReadonlySet<string> },
): number {
  const { words, text } = block
  const cjk = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/.test(text)
  let score = cjk ? Math.min(3, text.length / 6) : words >= 4 && words <= 20 ? 3 : words === 3 ? 2 : words === 2 ? 1 : words > 20 ? 0 : -1
  const away = Math.min(...page.metaAt.map((at) => linesBetween(page.blocks, index, at)))
  score += away <= 1 ? 3 : away <= 3 ? 1.5 : 0
  score += linesBetween(page.blocks, index, page.reach) <= 2 ? 1 : 0
  if (/[.,;:]$/.test(text)) score -= 1.5
  if (isPersonName(text)) score -= 2
  if (page.hintWords.size > 0) {
    const own = wordsOf(text)
    const shared = own.filter((word) => page.hintWords.has(word)).length
    if (own.length >= 2 && shared >= own.length * 0.7) score += 4
  }
  // A title often stands again in a trail of links or in the tail; a menu's entry stands in the footer's menu too.
  if (words >= 4 && page.blocks.some((other, at) => at !== index && other.text === text)) score += 0.5
  return score
}

/** Lines from one to the other, those of furniture not counted. */
function linesBetween(blocks: readonly TextBlock[], from: number, to: number): number {
  const [low, high] = from < to ? [from, to] : [to, from]
  return blocks.slice(low + 1, high).filter((block) => block.kind === undefined && !isPersonName(block.text)).length + 1
}

/** Where prose begins that more prose follows: a lone sentence in the head may be a slogan or a notice. */
function bodyStart(blocks: readonly TextBlock[]): number {
  const prose = blocks.flatMap((block, index) => (isBodyProse(block) ? [index] : []))
  const metaAt = blocks.findIndex((block) => block.kind === 'date' || block.kind === 'read-time')
  const afterMeta = prose.find((index) => index > metaAt)
  const early = prose[0]
  if (early === undefined) return -1
  // A slogan above the article's date is no beginning when the article follows the date.
  if (metaAt !== -1 && early < metaAt && afterMeta !== undefined && metaAt - early > 2 && metaAt < blocks.length / 2) return afterMeta
  return early
}

/** Where the article ends: at the first line that begins comments, related posts or the like. */
function findEnd(blocks: readonly TextBlock[], start: number): number {
  const length = (list: readonly TextBlock[]): number => list.reduce((sum, block) => sum + (isBodyProse(block) ? block.text.length : 0), 0)
  const total = length(blocks.slice(start))
  for (let index = start; index < blocks.length; index++) {
    const block = blocks[index] as TextBlock
    if (block.kind !== 'end' && !(block.kind === 'byline' && /^(?:written|posted|published) by/i.test(block.text))) continue
    const before = length(blocks.slice(start, index))
    const nextStrong = blocks.findIndex((other, at) => at > index && other.kind === 'end' && COMMENTS.test(other.text))
    const after = length(blocks.slice(index + 1, nextStrong === -1 ? undefined : nextStrong))
    if (before === 0 || before < total * 0.15) continue
    if (COMMENTS.test(block.text) ? after <= before * 3 : after < Math.max(before * 0.3, 120)) return index
  }
  return blocks.length
}

function findDate(head: readonly TextBlock[]): string | undefined {
  const dated = head.filter((block) => block.kind === 'date' || block.kind === 'byline')
  const published = dated.filter((block) => !/updat|modif|edited|reviewed/i.test(block.text) || /publi|posted/i.test(block.text))
  for (const block of [...published, ...dated]) {
    const date = textDate(block.text)
    if (date !== undefined) return date
  }
  return undefined
}

/** The author: a line that says so, else a name beside the date. */
function findByline(blocks: readonly TextBlock[], at: { title: number; start: number; end: number }): string | undefined {
  const near = blocks.slice(Math.max(0, at.title - 8), at.start + 1)
  const tail = blocks.slice(at.end, at.end + 6)
  for (const block of [...near, ...tail]) {
    if (block.kind !== 'byline') continue
    const names = cleanByline(block.text)
    if (names.length > 0) return names.join(', ')
  }
  const from = Math.max(0, at.title - 8)
  for (const [offset, block] of near.entries()) {
    const index = from + offset
    const beside = [blocks[index + 1], blocks[index + 2], blocks[index - 1]]
    const isBeside = beside.some((other) => other?.kind === 'date' || other?.kind === 'read-time')
    if (index !== at.title && block.kind === undefined && isBeside && isPersonName(block.text)) return squeezed(block.text)
  }
  const label = tail.findIndex((block) => /^(?:written by|author|about the author|posted by):?$/i.test(block.text))
  const named = label === -1 ? undefined : tail[label + 1]
  return named !== undefined && isPersonName(named.text) ? named.text : undefined
}

/** Two to four words that each begin with a capital, as names do (or one, of a house or a pen name: not counted). */
function isPersonName(text: string): boolean {
  return /^(?:(?:Dr|Prof|Mr|Ms|Mrs)\.?\s+)?\p{Lu}[\p{L}'’.-]*(?:\s+(?:de|da|di|van|von|der|den|la|le|al|bin|y|del)){0,2}(?:\s+\p{Lu}[\p{L}'’.-]*){1,3}$/u.test(text) && text.length <= 45
}

/** Between title and first paragraph: the second line and first headings stay; author, categories and the like go. */
function opening(blocks: readonly TextBlock[], byline: string | undefined): { dek?: string; kept: TextBlock[] } {
  const lastMeta = blocks.findLastIndex((block) => block.kind !== undefined)
  const kept = blocks.filter((block, index) => {
    if (block.kind !== undefined || block.text === byline) return false
    return index > lastMeta || block.words > 4 || /[.!?。！？]$/.test(block.text)
  })
  const [first] = kept
  const isDek = first !== undefined && blocks.indexOf(first) < lastMeta && first === blocks[0]
  return isDek ? { dek: first.text, kept: kept.slice(1) } : { kept }
}

/**
 * Tags and categories at the end of the body: short lines below a finished sentence when furniture follows them. They
 * are several, or known from the page's head, or one in small letters above counts of views and comments. A single
 * other line stays, for it may be a signature.
 */
function withoutTags(body: readonly TextBlock[], page: { readonly head: readonly TextBlock[]; readonly tail: readonly TextBlock[] }): readonly TextBlock[] {
  let to = body.length
  while (to > 0 && body[to - 1]?.kind !== undefined) to--
  const furniture = [...body.slice(to), ...page.tail.slice(0, 4)]
  if (furniture.length === 0) return body
  const isTag = (block: TextBlock | undefined): boolean => block !== undefined && block.words <= 3 && block.text.length <= 30 && !/[\p{P}]$/u.test(block.text)
  let from = to
  while (from > 0 && isTag(body[from - 1])) from--
  const tags = body.slice(from, to)
  const named = new Set(page.head.map((block) => block.text.toLowerCase()))
  const known = tags.every((tag) => named.has(tag.text.toLowerCase()))
  const closed = /[.!?…"”’)。！？]$/.test(body[from - 1]?.text ?? '')
  const isCounted = furniture.filter((block) => block.kind === 'counter').length >= 2
  const isSmall = isCounted && tags.every((tag) => /^\p{Ll}/u.test(tag.text))
  return tags.length > 0 && (known || (closed && (tags.length >= 2 || isSmall))) ? body.slice(0, from) : body
}

/** Furniture at either end of the body: counts, dates, the author's name again. */
function trimEnds(body: readonly TextBlock[], byline: string | undefined): readonly TextBlock[] {
  const isEdge = (block: TextBlock | undefined): boolean => block !== undefined && (block.kind !== undefined || block.text === byline)
  let [from, to] = [0, body.length]
  while (from < to && isEdge(body[from])) from++
  while (to > from && isEdge(body[to - 1])) to--
  return body.slice(from, to)
}

/** A sentence beside a newsletter's form that speaks of it goes with the form. */
function withoutNewsletters(body: readonly TextBlock[]): readonly TextBlock[] {
  return body.filter((block, index) => {
    if (!/\b(?:inbox|newsletter|subscri\w+|mailing list|sign up)\b/i.test(block.text) || block.text.length > 300) return true
    return ![body[index - 1], body[index + 1], body[index - 2], body[index + 2]].some((other) => other?.kind === 'newsletter')
  })
}

function isDropped(block: TextBlock): boolean {
  return block.kind !== undefined && (ANYWHERE.has(block.kind) || (block.kind === 'date' && block.words <= 12) || block.kind === 'byline')
}
