import type { Block } from './block-list.ts'
import { blocksOf, isWithin } from './block-list.ts'
import { asPart, markCaptions } from './captions.ts'
import { DEK_NAME } from './dek.ts'
import type { FurnitureKind } from './furniture.ts'
import type { PageFacts } from './metadata.ts'
import { namesOf } from './places.ts'
import { lettersOf, likeness, squeezed, wordsOf } from './words.ts'

/** Furniture that is taken out wherever it stands, for whole lines that say just this are never an article's own words. */
const ANYWHERE: ReadonlySet<FurnitureKind> = new Set(['share', 'advert', 'player', 'counter', 'newsletter', 'notice', 'related'])
/** Furniture only above the first or below the last paragraph. */
const AT_EDGES: ReadonlySet<FurnitureKind> = new Set(['navigation', 'date', 'byline', 'read-time', 'credit', 'end'])
/** Text above the first paragraph that trimming looks through, in characters. */
const TOP_REACH = 1500

/**
 * Takes out lines of furniture: above the first paragraph (title, byline, date, navigation), below the last one
 * (what begins with "Related posts", "Comments" …), and those that are furniture anywhere.
 */
export function trim(root: HTMLElement, facts: PageFacts): void {
  const steps = [likedBoxes, cutTail, markDeks, trimTop, elsewhereLists, linkLists, markCredits, furnitureAnywhere, authorNote, trimEnd, lonelyHeadings]
  let blocks = blocksOf(root)
  if (markCaptions(blocks, root)) blocks = blocksOf(root)
  for (const step of steps) {
    const dropped = new Set(step(blocks, facts, root))
    for (const block of dropped) drop(block)
    blocks = blocks.filter((block) => !dropped.has(block))
  }
}

const DATA = new Set(['table', 'blockquote', 'dl'])
const TABLE_OR_FIGURE = new Set(['table', 'figure'])
const NO_END_IN = new Set(['table', 'figure', 'blockquote'])
const ITEM = new Set(['li'])

function furnitureAnywhere(blocks: readonly Block[]): readonly Block[] {
  return blocks.filter((block) => isFurnitureAnywhere(block))
}

/**
 * Second lines of the title: prose that stands above the author's or the date's line, or what the page declares to be
 * one by name. They are marked, not taken: a reader wants them, the body's text is without them.
 */
function markDeks(blocks: readonly Block[], facts: PageFacts): readonly Block[] {
  const head = blocks.slice(0, 7)
  const lastMeta = head.findLastIndex((block) => block.kind === 'date' || block.kind === 'byline' || block.kind === 'read-time')
  for (const [index, block] of head.entries()) {
    if (block.isMarked || block.kind !== undefined || block.text.length > 500 || isTopLine(block, facts)) continue
    const above = index < lastMeta && head.slice(0, index).every((other) => !other.isProse)
    const named = index < 4 && DEK_NAME.test(namesOf(block.element))
    if ((above && block.text.length > 30) || named || isDescription(block, blocks, facts)) asPart(block.element, 'dek')
    else if (block.isProse) break
  }
  return []
}

/**
 * What the page tells others of the article, whole, in a box of its own: a second line of the title. The first
 * paragraph, which is often told too, stands among others.
 */
function isDescription({ element, text }: Block, blocks: readonly Block[], { description }: PageFacts): boolean {
  const said = lettersOf(text)
  if (said.length < 30 || text.length > 350 || text.length > proseLength(blocks) * MOST_DEK || !lettersOf(description).endsWith(said)) return false
  const parent = element.parentElement
  return !blocks.some((other) => other.element !== element && other.isProse && other.element.parentElement === parent)
}

/** Most of an article's text that lines of credit may be; where they are more, as in lists of other people's work, they are content. */
const MOST_CREDITS = 0.1

/** Credits of pictures that stand as lines of their own belong to the pictures, not to the body. */
function markCredits(blocks: readonly Block[]): readonly Block[] {
  const credits = blocks.filter((block) => block.kind === 'credit' && !isWithin(block.element, NO_CREDIT_IN))
  if (lengthOf(credits) <= lengthOf(blocks) * MOST_CREDITS) for (const { element } of credits) asPart(element, 'caption')
  return []
}

/** Boxes looked at, for what is hostile has more. */
const MOST_BOXES = 20

/** A box of its own below the article's text, headed "You may like": teasers, however long they are. */
function likedBoxes(blocks: readonly Block[]): readonly Block[] {
  const heads = blocks.filter((block) => block.kind === 'end' && IS_LIKED.test(block.text)).slice(0, MOST_BOXES)
  for (const block of heads) {
    const index = blocks.indexOf(block)
    const above = blocks[index - 1]
    if (above === undefined || proseLength(blocks.slice(0, index)) < 300) continue
    const box = boxApart(block.element, above.element)
    const inside = blocks.slice(index).filter((other) => box.contains(other.element))
    if (inside.length >= 3) return inside
  }
  return []
}

/** The largest element around one that another one is not in. */
function boxApart(element: Element, other: Element): Element {
  let box = element
  while (box.parentElement !== null && !box.parentElement.contains(other)) box = box.parentElement
  return box
}

const IS_LIKED = /^(?:also in the news|(?:latest|recent|other|more) (?:news|posts?|articles?|stories)(?:$|[\s:…])|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|related (?:posts?|articles?|stories)|você (?:pode|também pode) gostar|(?:te|también te) puede interesar|vous (?:aimerez|pourriez aimer)|das könnte (?:sie|dich)|potrebbe (?:interessarti|piacerti)|ähnliche (?:artikel|beiträge)|articles? (?:similaires|liés)|artículos relacionados|articoli correlati|artigos relacionados|похожие (?:статьи|записи))/i

/** A part of the article's text that may be a dek, and one that may lead elsewhere from its middle. */
const MOST_DEK = 0.08
const MOST_ELSEWHERE = 0.1

/** A line such as "Related news" with nothing but links to several other articles below it. */
function elsewhereLists(blocks: readonly Block[]): readonly Block[] {
  const dropped: Block[] = []
  for (const block of blocks.filter(({ text, element }) => LEADS_ELSEWHERE.test(text) && !isWithin(element, NO_END_IN)).slice(0, MOST_BOXES)) {
    if (dropped.includes(block)) continue
    const rest = blocks.slice(blocks.indexOf(block) + 1)
    const end = rest.findIndex((other) => other.linked < 0.75 || wordsOf(other.text).length < 3 || isWithin(other.element, NO_END_IN))
    const links = rest.slice(0, end === -1 ? rest.length : end)
    if (links.length >= 2 && links.length <= 12) dropped.push(block, ...links)
  }
  return lengthOf(dropped) <= lengthOf(blocks) * MOST_ELSEWHERE ? dropped : []
}

const LEADS_ELSEWHERE =
  /^(?:(?:related|recommended|more|latest|trending|top)(?: (?:news|stories|articles|posts|reading|coverage|content|topics|videos|headlines|on this(?: story)?))?|don['’]t miss(?: this)?|read (?:more|also|next)|also read|see also|must[- ]reads?|you (?:may|might) also like|more from .{2,30}|leggi anche|lire aussi|à lire aussi|lesen sie auch|mehr zum thema|lea también|te puede interesar|leia (?:também|mais)|veja também|baca juga|lees ook|читайте также|相关阅读|関連記事|관련 ?기사)\s*[:：…]*$/i

/** Lists of titles of other articles: every item is a link of several words, and the list is not announced by the text. */
function linkLists(blocks: readonly Block[]): readonly Block[] {
  const dropped: Block[] = []
  for (const list of new Set(blocks.flatMap((block) => block.element.closest('ul, ol') ?? []))) {
    const items = blocks.filter((block) => list.contains(block.element))
    const first = blocks.indexOf(items[0] as Block)
    const isTitles = items.length >= 2 && items.every((item) => item.linked > 0.9 && wordsOf(item.text).length >= 4 && !(item.element.querySelector('a')?.getAttribute('href') ?? '').startsWith('#'))
    const announced = (blocks[first - 1]?.text ?? '').endsWith(':') || blocks[first - 1]?.isHeading === true
    const isLate = proseLength(blocks.slice(first)) < proseLength(blocks) * 0.2
    if (isTitles && (!announced || isLate)) dropped.push(...items)
  }
  return dropped
}

/** A note on the author below the article: it begins with the name and says what they are. */
function authorNote(blocks: readonly Block[], { byline }: PageFacts): readonly Block[] {
  const names = (byline ?? '').split(/, | and | & /).filter((name) => name.length > 2)
  const firstNames = names.map((name) => name.split(' ')[0] ?? name)
  const tail = blocks.slice(Math.max(blocks.length - 4, Math.ceil(blocks.length / 2)))
  return tail.filter((block, index) => {
    const isNote = (other: Block | undefined): boolean =>
      other !== undefined && other.text.length < 900 && [...names, ...firstNames].some((name) => SAYS_WHO.test(afterName(other.text, name) ?? ''))
    return isNote(block) || (names.includes(block.text) && isNote(tail[index + 1]))
  })
}

/** What follows a name in a note on an author, perhaps with another name between. */
const SAYS_WHO = /^(?: \p{Lu}[^ ]*)? (?:is|was|has|writes|covers|joined|works|holds|studied|lives|loves|started|founded|reports)\b/u

/** What follows the name that a text begins with; of its marks, each may be another one. By hand: to compile a pattern for each name took as long as parsing. */
function afterName(text: string, name: string): string | undefined {
  let at = 0
  for (const character of name) {
    const said = String.fromCodePoint(text.codePointAt(at) ?? 0)
    if (at >= text.length || (said !== character && /[\p{L}\p{N} ]/u.test(character))) return undefined
    at += said.length
  }
  return text.slice(at)
}

function isFurnitureAnywhere(block: Block): boolean {
  const { kind, isHeading, text, linked, element } = block
  if (isShoutedLink(block)) return true
  if (kind === 'end') return !isHeading && text.length < 40 && /^(?:related|recommended|more (?:from|on)|read next|don)/i.test(text)
  if (kind === undefined || !ANYWHERE.has(kind)) return false
  if (isWithin(element, DATA)) return false
  if (isHeading) return kind !== 'notice' && kind !== 'related'
  if (kind === 'related') return linked > 0.3
  // A list of words such as "Twitter" and "Email" may be the article's subject.
  if (isWithin(element, ITEM) && (kind === 'share' || kind === 'newsletter')) return linked > 0.8 || wordsOf(text).length > 3
  return true
}

/** A link in capitals that fills its paragraph leads to another article; sentences are not shouted. */
function isShoutedLink({ text, linked, isHeading, element }: Block): boolean {
  if (linked < 0.9 || isHeading || wordsOf(text).length < 4 || isWithin(element, NO_CREDIT_IN)) return false
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters > 0 && (text.match(/\p{Lu}/gu)?.length ?? 0) > letters * 0.85
}

const NO_CREDIT_IN = new Set(['li', 'table', 'blockquote', 'dl', 'figure'])

function trimTop(blocks: readonly Block[], facts: PageFacts): readonly Block[] {
  const first = blocks.findIndex((block) => block.isProse && !block.element.hasAttribute('data-part') && !isTopLine(block, facts))
  let seen = 0
  return blocks.slice(0, Math.max(0, first)).filter((block) => {
    seen += block.text.length
    return seen <= TOP_REACH && isTopLine(block, facts)
  })
}

function isTopLine(block: Block, facts: PageFacts): boolean {
  const { text, kind, linked } = block
  if (block.isMarked || isWithin(block.element, TABLE_OR_FIGURE)) return false
  if (kind !== undefined && kind !== 'end' && (AT_EDGES.has(kind) || ANYWHERE.has(kind))) return true
  if (lettersOf(text) === lettersOf(facts.title) || (text.length < 300 && block.isHeading && likeness(text, facts.title) === 1)) return true
  if (facts.byline !== undefined && text.length < 160 && mentionsByline(text, facts.byline)) return true
  if (facts.siteName !== undefined && sameWords(text, facts.siteName)) return true
  // Links that stand alone above an article lead away from it; sentences with links are its own.
  return linked > 0.8 && text.length < 60 && wordsOf(text).length <= 6 && !block.isHeading
}

function mentionsByline(text: string, byline: string): boolean {
  const names = byline.split(', ')
  const rest = names.reduce((left, name) => left.replace(name, ''), text)
  return rest.length < text.length && wordsOf(rest).length <= 8 && !/[.!?]$/.test(text)
}

/**
 * Finds where the article ends: at a line that begins comments or related posts, when what follows is not the greater
 * part of the article's prose. Everything after that line goes.
 */
function cutTail(blocks: readonly Block[]): readonly Block[] {
  const total = proseLength(blocks)
  for (const [index, block] of blocks.entries()) {
    if (block.kind !== 'end' || isWithin(block.element, NO_END_IN)) continue
    const before = proseLength(blocks.slice(0, index))
    const after = blocks.slice(index + 1)
    if (before < total * 0.4 || before < 200) continue
    // Prose that goes on in the same container is the article, not a list of teasers or comments.
    const goesOn = proseLength(after.filter((other) => !other.isHeading && other.linked < 0.1))
    // "More on …" and "Written by" may also head a part of the article: then hardly any prose may follow.
    const isVague = /^(?:more|written|about|also|if you|share|topics?|tags?|explore|categor|up next|keep)/i.test(block.text)
    if (goesOn > (isVague ? 150 : Math.max(before * 0.35, 300)) && !/comment|repl(?:y|ies)|recent|related|コメント/i.test(block.text)) continue
    if (goesOn > before) continue
    // Notes and sources belong to the article, wherever a button or a box stands above them.
    const notes = after.findIndex((other, at) => NOTES.test(other.text) && !after[at + 1]?.isHeading && (after[at + 1]?.text.length ?? 0) > 20)
    if (notes === -1) return [block, ...after]
    const next = after.findIndex((other, at) => at > notes && other.kind === 'end' && !isWithin(other.element, NO_END_IN))
    return [block, ...after.slice(0, notes), ...(next === -1 ? [] : after.slice(next))]
  }
  return []
}

/** What heads an article's notes and sources. */
const NOTES =
  /^(?:references?|sources?|(?:foot|end)?notes|bibliography|works cited|citations|acknowledge?ments|corrections?|quellen|literatur|anmerkungen|einzelnachweise|fußnoten|références|notes et références|bibliographie|referencias|fuentes|bibliografía|notas|fonti|note|riferimenti|bibliografia|参考文献|参考资料|注释|脚注|참고 ?문헌)\s*:?$/i

/** Below the last paragraph: bylines, dates, tags, navigation and links that lead away. */
function trimEnd(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.findLastIndex((block) => block.isProse && block.kind === undefined)
  if (last === -1) return []
  const tail = blocks.slice(last + 1)
  return tail.filter(({ kind, element, linked, text, isMarked }) => {
    if (isMarked || isWithin(element, TABLE_OR_FIGURE) || isWithin(element, DATA)) return false
    return kind !== undefined || (linked > 0.9 && text.length < 200 && !isWithin(element, ITEM) && tail.length > 1)
  })
}

/** Headings at the very end head nothing. */
function lonelyHeadings(blocks: readonly Block[], _facts: PageFacts, root: HTMLElement): readonly Block[] {
  const last = blocks.findLastIndex((block) => !block.isHeading)
  return blocks.slice(last + 1).filter(({ element }) => element.querySelector('img') === null && !followedByContent(element, root))
}

function followedByContent(element: Element, root: Element): boolean {
  const content = [...root.querySelectorAll('img, table, pre, math')]
  return content.some((one) => (element.compareDocumentPosition(one) & 4) !== 0)
}

function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + block.text.length, 0)
}

function proseLength(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => sum + (block.isProse ? block.text.length : 0), 0)
}

function sameWords(a: string, b: string): boolean {
  return wordsOf(a).join(' ') === wordsOf(b).join(' ') && b !== ''
}

/** Removes a block, and its picture only when it has no other content. */
function drop(block: Block): void {
  const { element } = block
  const pictures = [...element.querySelectorAll('img')]
  if (pictures.length > 0) element.replaceChildren(...pictures)
  else element.remove()
  if (squeezed(element.parentElement?.textContent) === '' && element.parentElement?.localName === 'li') element.parentElement.remove()
}
