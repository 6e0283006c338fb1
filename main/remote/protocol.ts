import type { Api, Result } from '../../shared/ipc.ts'

/** Raised when the messages below change; ends that differ do not talk. */
export const PROTOCOL = 1

/** The owner's first message. */
export interface Greeting {
  readonly lectern: number
}

export interface Request {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}

/** `refused`: the call was not made, as the owner is closing. */
export type Answer = { readonly id: number } & (Result<unknown> | { readonly refused: true })

/** The call had no effect, and its connection is at its end. Whoever holds the library next can be asked. */
export class CallNotMade extends Error {
  override readonly name = 'CallNotMade'
}

/** Calls that change nothing, so that they can be asked again of the next owner when one went away in the middle. */
const REPEATABLE: ReadonlySet<string> = new Set<keyof Api>([
  'whenSaved',
  'versionsOf',
  'openVersion',
  'compareVersions',
  'repairView',
  'previewRepair',
  'siteRules',
  'savedSearches',
  'listArticles',
  'articleIds',
  'listNewest',
  'completions',
  'getArticles',
  'placeOfArticle',
  'aboutArticles',
  'overview',
  'articleContent',
  'highlightsOf',
  'annotations',
  'getSettings',
  'appInfo',
])

/** Whether a call changes nothing, so that the next owner may be asked again. */
export function isRepeatable(name: string): boolean {
  return REPEATABLE.has(name)
}

/** An object that has every call of the Api and hands each to `call`. */
export function apiOfCalls(call: (name: keyof Api, args: readonly unknown[]) => Promise<unknown>): Api {
  return new Proxy({} as Api, {
    // A promise asks everything it resolves with for `then`.
    get: (_target, name) =>
      typeof name === 'string' && name !== 'then' ? (...args: readonly unknown[]) => call(name as keyof Api, args) : undefined,
  })
}

/** Whether a message asks for a call. */
export function isRequest(message: unknown): message is Request {
  const { id, name, args } = fields(message)
  return typeof id === 'number' && typeof name === 'string' && Array.isArray(args)
}

/** Whether a message answers one. */
export function isAnswer(message: unknown): message is Answer {
  const { id, ok, error, refused } = fields(message)
  if (typeof id !== 'number') return false
  return refused === true || ok === true || (ok === false && typeof fields(error)['code'] === 'string')
}

/** Whether a message is the first that an owner sends. */
export function isGreeting(message: unknown): message is Greeting {
  return typeof fields(message)['lectern'] === 'number'
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
