import { COLOURS } from '../../shared/model.ts'
import type { Completion, CompletionField } from '../../shared/list.ts'
import type { Colour } from '../../shared/model.ts'
import { filterText, FLAGS, OPERATORS, PARTS } from '../../shared/query.ts'
import type { Operator, Unfinished } from '../../shared/query.ts'

/** Something that what is being typed may become. */
export interface Choice {
  readonly label: string
  /** What it means, or how many articles have it. */
  readonly detail?: string
  readonly colour?: Colour
  /** The text to put in place of what is being typed. */
  readonly text: string
}

/** What each operator asks for, in a few words. */
const OPERATOR_MEANINGS: Readonly<Record<Operator, string>> = {
  tag: 'with a tag',
  site: 'from a site',
  author: 'by somebody',
  is: 'unread, archived, favourite …',
  has: 'highlights or notes',
  colour: 'with a highlight in a colour',
  before: 'published before a day',
  after: 'published after a day',
  saved: 'saved on a day, < or > one',
  published: 'published on a day, < or > one',
  lang: 'in a language',
  words: 'longer or shorter than',
}

const FLAG_MEANINGS: Readonly<Record<(typeof FLAGS)[number], string>> = {
  unread: 'reading has not begun',
  archived: 'in the archive',
  favourite: 'starred',
  annotated: 'with highlights or notes',
  offline: 'readable with every picture',
}

/** Letters of an operator that are typed before it is offered: one alone begins too many words. */
const LEAST_LETTERS = 2

/** Operators whose values only the library knows. */
const FROM_LIBRARY: Partial<Readonly<Record<Operator, CompletionField>>> = { tag: 'tag', site: 'site', author: 'author', lang: 'language' }

/** What the library has to be asked for what is being typed; `undefined` when `choicesFor` knows by itself. */
export function fieldFor(typed: Unfinished): CompletionField | undefined {
  return typed.operator && FROM_LIBRARY[typed.operator]
}

/** What it may become without asking the library: operators, and the values that each library has. */
export function choicesFor(typed: Unfinished, today: Date): readonly Choice[] {
  const { operator, begun, negated } = typed
  const wanted = begun.toLowerCase()
  if (operator === undefined) {
    if (begun.length < LEAST_LETTERS) return []
    return operatorChoices(negated).filter(({ label }) => label.startsWith(wanted))
  }
  return valuesOf(operator, today)
    .filter(({ value }) => value.startsWith(wanted))
    .map(({ value, ...about }) => ({ label: value, text: `${filterText(operator, value, negated)} `, ...about }))
}

/** All operators, for somebody who asks what there is. */
export function operatorChoices(negated = false): readonly Choice[] {
  return OPERATORS.map((operator) => ({ label: `${operator}:`, detail: OPERATOR_MEANINGS[operator], text: `${negated ? '-' : ''}${operator}:` }))
}

/** The library's answer as choices. */
export function libraryChoices(typed: Unfinished, completions: readonly Completion[]): readonly Choice[] {
  const { operator, negated } = typed
  if (operator === undefined) return []
  return completions.map(({ value, label, count }) => ({
    label: operator === 'lang' ? `${languageName(value)} (${value})` : (label ?? value),
    detail: label === undefined ? String(count) : `${value} · ${count}`,
    text: `${filterText(operator, value, negated)} `,
  }))
}

interface Value {
  readonly value: string
  readonly detail?: string
  readonly colour?: Colour
}

function valuesOf(operator: Operator, today: Date): readonly Value[] {
  switch (operator) {
    case 'is':
      return FLAGS.map((flag) => ({ value: flag, detail: FLAG_MEANINGS[flag] }))
    case 'has':
      return PARTS.map((part) => ({ value: part }))
    case 'colour':
      return COLOURS.map((colour) => ({ value: colour, colour }))
    case 'before':
    case 'after':
      return days(today).map(({ value, detail }) => ({ value, detail }))
    case 'saved':
    case 'published':
      return [...days(today), ...days(today).map(({ value, detail }) => ({ value: `<${value}`, detail: `before ${detail}` }))]
    case 'words':
      return [
        { value: '>2000', detail: 'a long read' },
        { value: '500..2000', detail: 'some minutes' },
        { value: '<500', detail: 'short' },
      ]
    default:
      return []
  }
}

function days(today: Date): readonly Required<Pick<Value, 'value' | 'detail'>>[] {
  const day = today.toISOString().slice(0, 10)
  return [
    { value: day, detail: 'today' },
    { value: day.slice(0, 7), detail: 'this month' },
    { value: day.slice(0, 4), detail: 'this year' },
    { value: String(today.getUTCFullYear() - 1), detail: 'last year' },
  ]
}

function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
  } catch {
    // Pages declare what they like.
    return code
  }
}
