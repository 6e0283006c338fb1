import { attributeOf, isElement, linksOf } from './jsdom-inside.ts'
import type { InsideElement } from './jsdom-inside.ts'

export type Test = (element: InsideElement) => boolean

/** One part between combinators: a name in lower case, classes, ids and attributes; nothing with a colon. */
const COMPOUND = /(\*|[a-z][a-z0-9-]*)?((?:\.[\w-]+|#[\w-]+|\[[\w-]+(?:[~^$*|]?="[^"\\]*"(?: i)?)?\])*)/y
const SIMPLE = /\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:([~^$*|]?=)"([^"\\]*)"( i)?)?\]/g
const COMBINATOR = /\s*([>+,])\s*|\s+/y
/** Attributes whose values are compared without case in HTML (https://html.spec.whatwg.org/#case-sensitivity-of-selectors). */
const WITHOUT_CASE = new Set([
  'accept', 'accept-charset', 'align', 'alink', 'axis', 'bgcolor', 'charset', 'checked', 'clear', 'codetype', 'color', 'compact', 'declare', 'defer', 'dir',
  'direction', 'disabled', 'enctype', 'face', 'frame', 'hreflang', 'http-equiv', 'lang', 'language', 'link', 'media', 'method', 'multiple', 'nohref', 'noresize',
  'noshade', 'nowrap', 'readonly', 'rel', 'rev', 'rules', 'scope', 'scrolling', 'selected', 'shape', 'target', 'text', 'type', 'valign', 'valuetype', 'vlink',
])
/** Selectors that were understood, and that were not; a program has few. */
const KNOWN = new Map<string, Selector | undefined>()
const KNOWN_QUIRKY = new Map<string, Selector | undefined>()
const MOST_KNOWN = 500

export interface Selector {
  readonly test: Test
  /** The names of which an element must have one; undefined for any. */
  readonly elements: ReadonlySet<string> | undefined
}

/**
 * A test for a selector made of names, classes, ids, attributes, ` `, `>` and `+`; undefined for all others.
 * @param isQuirky whether classes are compared without case, as in pages without a doctype
 */
export function compileSelector(selector: string, isQuirky: boolean): Selector | undefined {
  const known = isQuirky ? KNOWN_QUIRKY : KNOWN
  if (known.has(selector)) return known.get(selector)
  // Readability asks for lists of names in capitals, which in HTML are no others.
  const compiled = compile(CAPITALS.test(selector) ? selector.toLowerCase() : selector.trim(), isQuirky)
  if (known.size < MOST_KNOWN) known.set(selector, compiled)
  return compiled
}

const CAPITALS = /^[A-Z][A-Z0-9]*(?:,[A-Z][A-Z0-9]*)+$/

interface Part {
  readonly test: Test
  readonly name: string | undefined
}

function compile(text: string, isQuirky: boolean): Selector | undefined {
  const alternatives: Part[] = []
  let left: Test | undefined
  for (let at = 0; ; ) {
    COMPOUND.lastIndex = at
    const [whole = '', name, rest = ''] = COMPOUND.exec(text) ?? []
    if (whole === '') return undefined
    const compound = compoundTest(name, rest, isQuirky)
    if (compound === undefined) return undefined
    const part = { test: left === undefined ? compound : both(compound, left), name: name === '*' ? undefined : name }
    at += whole.length
    COMBINATOR.lastIndex = at
    const combinator = COMBINATOR.exec(text)
    if (combinator === null || combinator[1] === ',') {
      alternatives.push(part)
      left = undefined
      if (combinator === null) return at === text.length ? { test: any(alternatives), elements: namesOf(alternatives) } : undefined
    } else left = combinator[1] === '>' ? onParent(part.test) : combinator[1] === '+' ? onPrevious(part.test) : onAncestor(part.test)
    at += combinator[0].length
  }
}

function compoundTest(name: string | undefined, rest: string, isQuirky: boolean): Test | undefined {
  const tests: Test[] = []
  if (name !== undefined && name !== '*') tests.push(nameTest(name))
  for (const [, className, id, attribute, operator, value = '', flag] of rest.matchAll(SIMPLE)) {
    if (className !== undefined) tests.push(attributeTest('class', '~=', className, isQuirky))
    else if (id !== undefined && isQuirky) return undefined
    else if (id !== undefined) tests.push(attributeTest('id', '=', id, false))
    else if (attribute !== undefined) {
      if (operator !== undefined && (value === '' || (flag === undefined && WITHOUT_CASE.has(attribute.toLowerCase())))) return undefined
      tests.push(attributeTest(attribute.toLowerCase(), operator, value, flag !== undefined))
    }
  }
  return tests.length === 1 ? tests[0] : (element) => tests.every((test) => test(element))
}

function nameTest(name: string): Test {
  return (element) => element._localName === name
}

function attributeTest(name: string, operator: string | undefined, given: string, ignoresCase: boolean): Test {
  const wanted = ignoresCase ? given.toLowerCase() : given
  const compares = operator === undefined ? undefined : COMPARISONS[operator]
  if (compares === undefined) return (element) => attributeOf(element, name) !== undefined
  return (element) => {
    const value = attributeOf(element, name)
    return value !== undefined && compares(ignoresCase ? value.toLowerCase() : value, wanted)
  }
}

const COMPARISONS: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  '=': (value, wanted) => value === wanted,
  '^=': (value, wanted) => value.startsWith(wanted),
  '$=': (value, wanted) => value.endsWith(wanted),
  '*=': (value, wanted) => value.includes(wanted),
  '|=': (value, wanted) => value === wanted || value.startsWith(`${wanted}-`),
  '~=': hasWord,
}

function hasWord(value: string, word: string): boolean {
  for (let at = value.indexOf(word); at !== -1; at = value.indexOf(word, at + 1)) {
    if (isGap(value, at - 1) && isGap(value, at + word.length)) return true
  }
  return false
}

function isGap(value: string, at: number): boolean {
  const code = value.charCodeAt(at)
  return Number.isNaN(code) || code === 32 || (code >= 9 && code <= 13 && code !== 11)
}

function both(one: Test, other: Test): Test {
  return (element) => one(element) && other(element)
}

function any(parts: readonly Part[]): Test {
  const [first] = parts
  return parts.length === 1 && first !== undefined ? first.test : (element) => parts.some((part) => part.test(element))
}

function namesOf(parts: readonly Part[]): ReadonlySet<string> | undefined {
  const names = parts.map((part) => part.name)
  return names.every((name) => name !== undefined) ? new Set(names) : undefined
}

function onParent(test: Test): Test {
  return (element) => {
    const { parent } = linksOf(element)
    return parent !== null && isElement(parent) && test(parent)
  }
}

function onAncestor(test: Test): Test {
  return (element) => {
    for (let { parent } = linksOf(element); parent !== null; { parent } = linksOf(parent)) if (isElement(parent) && test(parent)) return true
    return false
  }
}

function onPrevious(test: Test): Test {
  return (element) => {
    let { previousSibling } = linksOf(element)
    while (previousSibling !== null && !isElement(previousSibling)) ({ previousSibling } = linksOf(previousSibling))
    return previousSibling !== null && test(previousSibling)
  }
}
