import { Failure } from '../shared/errors.ts'

/** What the arguments of calls are made of; each reader answers a typed value or refuses what it is given. */

/** Longest note or pasted text in UTF-16 units: a long book fits, a runaway program's output does not. */
export const LONGEST_TEXT = 30_000_000
/** Longest title, search text or other words that stand on a line. */
export const LONGEST_LABEL = 2_000
/** Bytes of a file to save; the limit of a fetched page after decompression is half of it. */
const LARGEST_FILE = 100_000_000

/** A text without half characters. @throws Failure invalid-argument */
export function readText(value: unknown, what: string, longest = LONGEST_TEXT): string {
  if (typeof value === 'string' && value.length <= longest) return value.toWellFormed()
  throw wrong(`${what}: a text of at most ${longest} characters`)
}

/** Tags, each once and without white space around it; none when the value is absent. @throws Failure invalid-argument */
export function readTags(value: unknown): readonly string[] {
  const tags = list(value ?? [], 1_000, 'tags').map((tag) => readText(tag, 'tag', 200).trim().replace(/\s+/gu, ' '))
  return [...new Set(tags.filter((tag) => tag !== ''))]
}

/** The bytes of a file. @throws Failure invalid-argument, too-large */
export function readBytes(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw wrong('bytes: a Uint8Array')
  if (value.byteLength > LARGEST_FILE) throw new Failure({ code: 'too-large', limit: LARGEST_FILE })
  return value
}

/** A yes or no. @throws Failure invalid-argument */
export function flag(value: unknown, what: string): boolean {
  if (typeof value === 'boolean') return value
  throw wrong(`${what}: true or false`)
}

/** An object. @throws Failure invalid-argument */
export function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw wrong(`${what}: an object`)
}

/** A list that is not too long. @throws Failure invalid-argument */
export function list(value: unknown, most: number, what: string): readonly unknown[] {
  if (Array.isArray(value) && value.length <= most) return value
  throw wrong(`${what}: a list of at most ${most}`)
}

/** A whole number. @throws Failure invalid-argument */
export function count(value: unknown, most: number, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= most) return value
  throw wrong(`${what}: a whole number from 0 to ${most}`)
}

/** One of these words. @throws Failure invalid-argument */
export function oneOf<T extends string>(value: unknown, allowed: readonly T[], what: string): T {
  const found = allowed.find((one) => one === value)
  if (found === undefined) throw wrong(`${what}: one of ${allowed.join(', ')}`)
  return found
}

/** `{ [name]: read(value) }`, or nothing when the value is absent. */
export function optional<N extends string, T>(name: N, value: unknown, read: (value: unknown) => T): { readonly [K in N]?: T } {
  return value === undefined || value === null ? {} : ({ [name]: read(value) } as { [K in N]: T })
}

/** What is thrown at an argument that is not what it has to be. @param problem its name, and what it has to be */
export function wrong(problem: string): Failure {
  return new Failure({ code: 'invalid-argument', problem })
}
