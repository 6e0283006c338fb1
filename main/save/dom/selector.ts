import type { PageElement } from './page-element.ts'
import type { PageNode } from './page-node.ts'

/** Whether an element is meant. @param scope what `:scope` stands for */
export type Matcher = (element: PageElement, scope: PageNode) => boolean

type Combinator = ' ' | '>' | '+' | '~'

/** One compound selector, and how it stands to the one before it. */
interface Part {
  readonly matches: Matcher
  readonly combinator: Combinator
}

const NAME = /(?:[-\w\u0080-\uFFFF]|\\.)+/y
const ATTRIBUTE = /\[\s*([-\w\u0080-\uFFFF]+)\s*(?:([~|^$*]?=)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([-\w\u0080-\uFFFF]+))\s*([iIsS])?\s*)?\]/y
const COMBINATOR = /\s*([>+~])\s*|(\s+)/y
const COMMA = /\s*,\s*/y
const SPACE = /\s*/y

/** Attributes whose values are compared without case (https://html.spec.whatwg.org/#case-sensitivity-of-selectors), of those that pages are asked for. */
const FOLDED = new Set(['charset', 'checked', 'dir', 'disabled', 'hreflang', 'http-equiv', 'lang', 'language', 'media', 'method', 'rel', 'rev', 'scope', 'target', 'type', 'valign'])

const known = new Map<string, Matcher>()
const MOST_KNOWN = 500

/**
 * The selector as a function: type, class, id, attribute, `:not`, `:is`, `:scope`, `:first-child`, `:last-child` and all
 * combinators of https://www.w3.org/TR/selectors-4/.
 * @throws Error when the selector is wrong, or of another kind
 */
export function matcherOf(selector: string): Matcher {
  let matcher = known.get(selector)
  if (matcher === undefined) {
    const reader = new SelectorReader(selector)
    matcher = reader.list()
    if (!reader.isAtEnd()) throw reader.error()
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(selector, matcher)
  }
  return matcher
}

class SelectorReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
    this.#take(SPACE)
  }

  isAtEnd(): boolean {
    this.#take(SPACE)
    return this.#at >= this.#text.length
  }

  error(): Error {
    return new Error(`SyntaxError: ${this.#text} is no selector that is known here`)
  }

  list(): Matcher {
    const all = [this.#complex()]
    while (this.#take(COMMA) !== undefined) all.push(this.#complex())
    const [only] = all
    if (all.length === 1 && only !== undefined) return only.matches
    const names = all.flatMap(({ name }) => name ?? [])
    if (names.length === all.length) {
      const wanted = new Set(names)
      return (element) => wanted.has(element.localName)
    }
    return (element, scope) => all.some(({ matches }) => matches(element, scope))
  }

  /** With its name, when it is nothing but one. */
  #complex(): { readonly matches: Matcher; readonly name?: string } {
    const first = this.#compound()
    const parts: Part[] = [{ matches: first.matches, combinator: ' ' }]
    for (;;) {
      const start = this.#at
      const found = this.#take(COMBINATOR)
      if (found === undefined) break
      if (!this.#startsCompound()) {
        this.#at = start
        break
      }
      parts.push({ matches: this.#compound().matches, combinator: (found[1] ?? ' ') as Combinator })
    }
    if (parts.length === 1) return first
    return { matches: (element, scope) => matchesUpTo(parts, parts.length - 1, element, scope) }
  }

  #startsCompound(): boolean {
    return /[-\w\u0080-\uFFFF\\*#.[:]/.test(this.#text[this.#at] ?? '')
  }

  #compound(): { readonly matches: Matcher; readonly name?: string } {
    const tests: Matcher[] = []
    let name: string | undefined
    if (this.#text[this.#at] === '*') this.#at++
    else {
      name = this.#take(NAME)?.[0].toLowerCase()
      const wanted = name
      if (wanted !== undefined) tests.push((element) => element.localName === wanted)
      else if (!this.#startsCompound()) throw this.error()
    }
    for (let simple = this.#simple(); simple !== undefined; simple = this.#simple()) {
      tests.push(simple)
      name = undefined
    }
    const [only] = tests
    if (tests.length === 1 && only !== undefined) return { matches: only, ...(name !== undefined && { name }) }
    return { matches: (element, scope) => tests.every((test) => test(element, scope)) }
  }

  #simple(): Matcher | undefined {
    switch (this.#text[this.#at]) {
      case '#':
        return attributeIs('id', this.#named())
      case '.':
        return attributeHas('class', this.#named())
      case '[':
        return this.#attribute()
      case ':':
        return this.#pseudo(this.#named())
      default:
        return undefined
    }
  }

  #attribute(): Matcher {
    const [, rawName = '', operator, double, single, bare, flag = ''] = this.#take(ATTRIBUTE) ?? []
    const name = rawName.toLowerCase()
    if (name === '') throw this.error()
    if (operator === undefined) return (element) => element.hasAttribute(name)
    const value = (double ?? single ?? bare ?? '').replace(/\\(.)/g, '$1')
    const folds = flag.toLowerCase() === 'i' || (flag === '' && FOLDED.has(name))
    const wanted = folds ? value.toLowerCase() : value
    const test = comparison(operator, wanted)
    return (element) => {
      const found = element.getAttribute(name)
      return found !== null && test(folds ? found.toLowerCase() : found)
    }
  }

  #pseudo(name: string): Matcher {
    switch (name) {
      case 'scope':
        return (element, scope) => element === scope
      case 'first-child':
        return (element) => element.previousElementSibling === null
      case 'last-child':
        return (element) => element.nextElementSibling === null
      case 'is':
      case 'not': {
        if (this.#text[this.#at++] !== '(') throw this.error()
        this.#take(SPACE)
        const inner = this.list()
        this.#take(SPACE)
        if (this.#text[this.#at++] !== ')') throw this.error()
        return name === 'is' ? inner : (element, scope) => !inner(element, scope)
      }
      default:
        throw this.error()
    }
  }

  /** The name after a mark. */
  #named(): string {
    this.#at++
    const name = this.#take(NAME)?.[0]
    if (name === undefined) throw this.error()
    return name.replace(/\\(.)/g, '$1')
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) return undefined
    this.#at += found[0].length
    return found
  }
}

/** Whether an element matches the last of some parts, and what stands around it those before. */
function matchesUpTo(parts: readonly Part[], last: number, element: PageElement, scope: PageNode): boolean {
  const part = parts[last]
  if (part === undefined || !part.matches(element, scope)) return part === undefined
  if (last === 0) return true
  const isUp = part.combinator === ' ' || part.combinator === '>'
  const isOne = part.combinator === '>' || part.combinator === '+'
  for (let at = stepFrom(element, isUp); at !== null; at = stepFrom(at, isUp)) {
    if (matchesUpTo(parts, last - 1, at, scope)) return true
    if (isOne) return false
  }
  return false
}

function stepFrom(element: PageElement, isUp: boolean): PageElement | null {
  return isUp ? element.parentElement : element.previousElementSibling
}

function comparison(operator: string, wanted: string): (value: string) => boolean {
  switch (operator) {
    case '=':
      return (value) => value === wanted
    case '~=':
      return (value) => hasWord(value, wanted)
    case '|=':
      return (value) => value === wanted || value.startsWith(`${wanted}-`)
    case '^=':
      return (value) => wanted !== '' && value.startsWith(wanted)
    case '$=':
      return (value) => wanted !== '' && value.endsWith(wanted)
    default:
      return (value) => wanted !== '' && value.includes(wanted)
  }
}

function attributeIs(name: string, wanted: string): Matcher {
  return (element) => element.getAttribute(name) === wanted
}

function attributeHas(name: string, wanted: string): Matcher {
  return (element) => {
    const value = element.getAttribute(name)
    return value !== null && hasWord(value, wanted)
  }
}

/** Whether one of the words of a value, set apart by white space, is this one. */
function hasWord(value: string, word: string): boolean {
  if (word === '' || !value.includes(word)) return false
  return value === word || value.split(/[ \t\n\f\r]+/).includes(word)
}
