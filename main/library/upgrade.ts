import { Failure } from '../../shared/errors.ts'

/** A JSON object as it was read: nothing about its members is known yet. */
export type Json = Readonly<Record<string, unknown>>

/** A kind of stored file: its present version, and the numbered steps from each older one. */
export interface StoredFormat {
  readonly version: number
  /** `upgrades[0]` makes a version 2 of a version 1, and so on; always `version - 1` of them. */
  readonly upgrades: readonly ((old: Json) => Json)[]
}

/** `article.json` */
export const ARTICLE_FORMAT: StoredFormat = { version: 1, upgrades: [] }
/** `annotations.json` */
export const ANNOTATIONS_FORMAT: StoredFormat = { version: 1, upgrades: [] }
/** `progress/<device>.json` */
export const PROGRESS_FORMAT: StoredFormat = { version: 1, upgrades: [] }
/** `original.json` */
export const ORIGINAL_FORMAT: StoredFormat = { version: 1, upgrades: [] }
/** `versions/<time>/version.json` */
export const VERSION_FORMAT: StoredFormat = { version: 1, upgrades: [] }

/** `library.json` */
export const LIBRARY_FORMAT: StoredFormat = { version: 1, upgrades: [] }
/** `repair.json` */
export const REPAIR_FORMAT: StoredFormat = { version: 1, upgrades: [] }
/** `site-rules.json` */
export const SITE_RULES_FORMAT: StoredFormat = { version: 1, upgrades: [] }
/** `saved-searches.json` */
export const SAVED_SEARCHES_FORMAT: StoredFormat = { version: 1, upgrades: [] }

/**
 * Parses a stored file and brings it to the present version, in memory: the file is rewritten only when something in
 * it changes, and one of a newer Lectern is never touched.
 * @param file its name relative to the library, for the failure
 * @throws Failure damaged when it is no JSON object with a version; newer-version
 */
export function readStored(data: Uint8Array, format: StoredFormat, file: string): Json {
  return upgradeStored(parseJson(data, file), format, file)
}

/** Parses JSON in UTF-8; a broken byte is damage, and not a replacement character in somebody's words. @throws Failure damaged */
export function parseJson(data: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data))
  } catch (cause) {
    throw new Failure({ code: 'damaged', file }, { cause })
  }
}

/** `readStored` for what is parsed already. */
export function upgradeStored(json: unknown, format: StoredFormat, file: string): Json {
  if (!isJson(json)) throw new Failure({ code: 'damaged', file })
  const version = json['version']
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new Failure({ code: 'damaged', file })
  }
  if (version > format.version) throw new Failure({ code: 'newer-version', file })
  return format.upgrades.slice(version - 1).reduce<Json>((old, upgrade) => upgrade(old), json)
}

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
