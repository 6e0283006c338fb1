import { squeezed } from './words.ts'

/** What a mark in the text looks like: "1", "[12]", "*", "a". */
const MARK = /^[[(]?(?:\d{1,3}|[*†‡§¶]{1,3}|[a-z]|[ivx]{1,5})[\])]?$/i
/** Names of marks that are not set above the line. */
const MARK_NAME = /(?:^|[\s_-])(?:(?:foot|end|side)?-?notes?(?:-?(?:ref|anchor|link|mark))?|fn-?ref|fn|note-?ref|cite-?ref|noteref)(?:$|[\s_\d-])/i
/** Names of what numbers lead to that are not raised: of notes and of lists of sources. */
const NOTE_ID = /^(?:(?:foot|end)?notes?|fn|refs?|bib|cites?(?:[\W_]?note)?|cr)[\W_]*(?:[a-z]{1,3})?[\W_]?\d{1,3}$/i
/** Numbers that lead to comments are not marks. */
const ELSEWHERE = /comment|respond|repl(?:y|ies)|page|slide|toc/i
const LONGEST_NOTE = 3000
const MOST_NOTES = 500
const HOLDERS = 'li, p, dd, td, div, aside'

/** A note that a mark in the text leads to, remembered before Readability judges the page. */
export interface Note {
  readonly id: string
  readonly mark: string
  readonly copy: Element
}

/**
 * The notes of a page: what its marks lead to. They often stand where pages keep what is not of the article, below a
 * line in a footer or beside the text, and are left behind there.
 */
export function findNotes(document: Document): Note[] {
  const marks = marksIn(document)
  if (marks.length === 0) return []
  const targets = targetsIn(document)
  const notes = new Map<string, Note>()
  for (const { link, id } of marks) {
    const target = targets.get(id)
    // What leads up is the way back.
    if (target === undefined || notes.has(id) || notes.size >= MOST_NOTES || (link.compareDocumentPosition(target) & 4) === 0) continue
    const holder = target.closest(HOLDERS)
    if (holder === null || holder.contains(link)) continue
    const { length } = squeezed(holder.textContent)
    if (length < 3 || length > LONGEST_NOTE || [...notes.values()].some(({ copy }) => copy === holder)) continue
    notes.set(id, { id, mark: squeezed(link.textContent), copy: holder })
  }
  const base = document.baseURI
  return [...notes.values()].map((note) => ({ ...note, copy: copyOf(note.copy, base) }))
}

/** Puts those notes under the article that its marks lead to and that are not in it, and links each one with its mark. */
export function placeNotes(root: HTMLElement, notes: readonly Note[]): void {
  const marks = new Map(marksIn(root).map(({ link, id }) => [id, link]))
  if (marks.size === 0) return
  const present = targetsIn(root)
  const missing = notes.filter(({ id }) => marks.has(id) && !present.has(id))
  if (missing.length > 0) {
    const list = root.ownerDocument.createElement('ol')
    for (const note of missing) list.append(asItem(note))
    root.append(root.ownerDocument.createElement('hr'), list)
  }
  const targets = missing.length > 0 ? targetsIn(root) : present
  for (const [id, link] of marks) {
    const target = targets.get(id)
    if (target !== undefined && (link.compareDocumentPosition(target) & 4) !== 0) linkBack(link, { target, id }, targets)
  }
}

/** A way from the note to its mark, where the page has none. */
function linkBack(link: Element, { target, id }: { readonly target: Element; readonly id: string }, targets: ReadonlyMap<string, Element>): void {
  const note = target.closest(HOLDERS)
  if (note === null || note.contains(link)) return
  const own = [link, link.parentElement, link.firstElementChild].flatMap((element) => (element === null ? [] : [element.getAttribute('id') ?? element.getAttribute('name')]))
  const known = own.find((name) => name !== null && name !== '')
  const isBack = (one: Element): boolean => {
    const back = fragmentOf(one)
    return back !== undefined && (own.includes(back) || (targets.has(back) && /^(?:↩|↑|\^|⏎|↵|back|return)/i.test(squeezed(one.textContent))))
  }
  if ([...note.querySelectorAll('a[href]')].some(isBack)) return
  const name = known ?? `mark-${id}`
  if (known === undefined) link.setAttribute('id', name)
  const back = note.ownerDocument.createElement('a')
  back.setAttribute('href', `#${encodeURIComponent(name)}`)
  back.textContent = '↩'
  const last = [...note.querySelectorAll('p')].at(-1) ?? note
  last.append(' ', back)
}

function asItem({ id, mark, copy }: Note): Element {
  const item = copy.ownerDocument?.createElement('li') as Element
  item.setAttribute('id', id)
  const number = /\d+/.exec(mark)?.[0]
  if (number !== undefined) item.setAttribute('value', number)
  item.append(...copy.childNodes)
  // Its own number, in front of it, is the list's now.
  for (const first of [...item.querySelectorAll('a, sup, span')].slice(0, 2)) {
    if (squeezed(first.textContent).replace(/[[\]().]/g, '') === mark.replace(/[[\]().]/g, '') && squeezed(item.textContent).startsWith(squeezed(first.textContent))) first.remove()
  }
  return item
}

/** A copy whose links lead where they lead on the page. */
function copyOf(element: Element, base: string): Element {
  const copy = element.cloneNode(true) as Element
  for (const link of copy.querySelectorAll('a[href]')) {
    const href = link.getAttribute('href') ?? ''
    if (!href.startsWith('#') && URL.canParse(href, base)) link.setAttribute('href', new URL(href, base).href)
  }
  return copy
}

/** Links that are marks of notes, each with the name of what it leads to. */
function marksIn(root: Document | Element): { readonly link: Element; readonly id: string }[] {
  // One name, and not a selector of attributes: jsdom remembers what has it.
  return [...root.getElementsByTagName('a')].flatMap((link) => {
    if (link.getAttribute('href')?.includes('#') !== true) return []
    const id = fragmentOf(link)
    if (id === undefined || id === '' || ELSEWHERE.test(id) || !MARK.test(squeezed(link.textContent))) return []
    const isRaised = link.closest('sup') !== null || link.querySelector('sup') !== null || link.getAttribute('role') === 'doc-noteref'
    const isBracketed = /^[[(]/.test(squeezed(link.textContent))
    return isRaised || isBracketed || NOTE_ID.test(id) || MARK_NAME.test(`${link.getAttribute('class') ?? ''} ${link.getAttribute('id') ?? ''} ${id}`) ? [{ link, id }] : []
  })
}

/** What a link into its own page leads to. */
function fragmentOf(link: Element): string | undefined {
  const href = link.getAttribute('href') ?? ''
  const at = href.indexOf('#')
  const page = link.baseURI.replace(/#.*$/, '')
  if (at === -1 || (at > 0 && href.slice(0, at) !== page && href.slice(0, at) !== link.ownerDocument.documentURI.replace(/#.*$/, ''))) return undefined
  try {
    return decodeURIComponent(href.slice(at + 1))
  } catch {
    return href.slice(at + 1)
  }
}

function targetsIn(root: Document | Element): Map<string, Element> {
  const found = new Map<string, Element>()
  for (const element of root.querySelectorAll('[id], [data-id], a[name]')) {
    const id = element.getAttribute('id') ?? element.getAttribute('data-id') ?? element.getAttribute('name') ?? ''
    if (!found.has(id)) found.set(id, element)
  }
  return found
}
