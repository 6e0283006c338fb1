import { SORTS, VIEWS } from '../../shared/list.ts'
import type { Sort, View } from '../../shared/list.ts'
import type { ArticleId } from '../../shared/model.ts'

/** An order that the reader chose for a view. */
export interface Order {
  readonly sort: Sort
  readonly descending: boolean
}

/** Where a list stands: how many rows lie above its window (a fraction is part of a row), and which row is its first. */
export interface Place {
  readonly rows: number
  readonly id?: ArticleId
}

/** The list that was shown last. */
export interface LastList {
  readonly view: View
  readonly tag?: string
  /** Id of the saved search that was chosen. */
  readonly search?: string
  readonly place: Place
}

interface Memory {
  readonly orders: Partial<Record<View, Order>>
  /** Names of the sidebar's sections that are folded. */
  readonly folded: readonly string[]
  readonly last?: LastList
}

/** In the window's own storage and not among the settings, because it has to be there before the first question. */
const KEY = 'lectern-list'

/** Milliseconds between scrolling and its being written down. */
const DELAY_MS = 800

let due: { readonly shown: () => LastList; readonly timer: number } | undefined

/** The order that the reader chose for a view, if any. */
export function orderOf(view: View): Order | undefined {
  return memory().orders[view]
}

/** Remembers the order of a view. */
export function rememberOrder(view: View, order: Order): void {
  write({ ...memory(), orders: { ...memory().orders, [view]: order } })
}

/** The list that was shown when the window was closed. */
export function lastList(): LastList | undefined {
  return memory().last
}

/** Remembers before long which list is shown, and where it stands: scrolling is written down now and then. */
export function rememberListSoon(shown: () => LastList): void {
  due ??= { shown, timer: window.setTimeout(() => void rememberListNow(), DELAY_MS) }
}

/** Remembers it now, if it may have changed. */
export function rememberListNow(): Promise<void> {
  if (due) {
    window.clearTimeout(due.timer)
    write({ ...memory(), last: due.shown() })
    due = undefined
  }
  return Promise.resolve()
}

/** Whether a section of the sidebar is folded. */
export function isFolded(section: string): boolean {
  return memory().folded.includes(section)
}

/** Remembers whether a section of the sidebar is folded. */
export function setFolded(section: string, folded: boolean): void {
  const others = memory().folded.filter((one) => one !== section)
  write({ ...memory(), folded: folded ? [...others, section] : others })
}

let read: { readonly text: string | null; readonly memory: Memory } | undefined

function memory(): Memory {
  const text = localStorage.getItem(KEY)
  if (read?.text !== text || !read) read = { text, memory: parse(text) }
  return read.memory
}

function write(next: Memory): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // A full disk costs the place, and nothing else.
  }
}

/** What cannot be understood is forgotten: never throws. */
function parse(text: string | null): Memory {
  try {
    const json = record(JSON.parse(text ?? '{}'))
    const orders = Object.entries(record(json['orders'])).flatMap(([name, value]) => {
      const view = VIEWS.find((one) => one === name)
      const order = record(value)
      const sort = SORTS.find((one) => one === order['sort'])
      return view && sort ? [[view, { sort, descending: order['descending'] === true }] as const] : []
    })
    const last = parseLast(record(json['last']))
    const folded: readonly unknown[] = Array.isArray(json['folded']) ? json['folded'] : []
    return { orders: Object.fromEntries(orders), folded: folded.filter((one) => typeof one === 'string'), ...(last && { last }) }
  } catch {
    return { orders: {}, folded: [] }
  }
}

function parseLast(last: Readonly<Record<string, unknown>>): LastList | undefined {
  const view = VIEWS.find((one) => one === last['view'])
  if (!view) return undefined
  const { rows, id } = record(last['place'])
  return {
    view,
    ...(typeof last['tag'] === 'string' && { tag: last['tag'] }),
    ...(typeof last['search'] === 'string' && { search: last['search'] }),
    place: {
      rows: typeof rows === 'number' && rows >= 0 ? rows : 0,
      ...(typeof id === 'string' && { id: id as ArticleId }),
    },
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
