import { isJson } from './upgrade.ts'

/** Reading of single members of stored or foreign JSON: each answers the wanted type or the fallback, and never throws. */

/** A text, or `undefined`. */
export function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise
}

/** A finite number within bounds, or the fallback. */
export function numberOr<T>(value: unknown, least: number, most: number, otherwise: T): number | T {
  return typeof value === 'number' && value >= least && value <= most ? value : otherwise
}

/** Texts of an array; what is no text in it is left out. */
export function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

/** An instant as `Date` reads it, or `undefined`. */
export function instantOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : otherwise
}

/** A member of a member, or `undefined`. */
export function memberOf(value: unknown, name: string): unknown {
  return isJson(value) ? value[name] : undefined
}

/** `{name: value}`, or nothing when the value is `undefined`: optional members are absent, never `undefined`. */
export function optional<K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V }
}
