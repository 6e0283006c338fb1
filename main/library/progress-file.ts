import type { Instant, ReadingPosition } from '../../shared/model.ts'
import { instantOr, numberOr } from './json-members.ts'
import { PROGRESS_FORMAT, readStored } from './upgrade.ts'

/** What one device remembers of reading an article: `progress/<device>.json`. */
export interface Progress extends ReadingPosition {
  readonly openedAt?: Instant
  readonly updatedAt?: Instant
}

export const NO_PROGRESS: Progress = { offset: 0, progress: 0 }

/**
 * Reads one device's file. Where reading stopped is worth no alarm: what cannot be read counts as never read.
 */
export function readProgress(data: Uint8Array | undefined): Progress {
  if (data === undefined) return NO_PROGRESS
  try {
    const json = readStored(data, PROGRESS_FORMAT, '')
    const openedAt = instantOr(json['openedAt'], undefined)
    const updatedAt = instantOr(json['updatedAt'], undefined)
    return {
      offset: numberOr(json['offset'], 0, Number.MAX_SAFE_INTEGER, 0),
      progress: numberOr(json['progress'], 0, 1, 0),
      ...(openedAt === undefined ? {} : { openedAt }),
      ...(updatedAt === undefined ? {} : { updatedAt }),
    }
  } catch {
    return NO_PROGRESS
  }
}

/** The text of a device's file. */
export function writeProgress(progress: Progress): string {
  return JSON.stringify({ version: PROGRESS_FORMAT.version, ...progress }, undefined, 2) + '\n'
}

/** What all devices together say: the newest position, and when the article was last opened anywhere. */
export function newestProgress(all: readonly Progress[]): Progress {
  let newest = NO_PROGRESS
  let openedAt: Instant | undefined
  for (const one of all) {
    if ((one.updatedAt ?? '') > (newest.updatedAt ?? '')) newest = one
    if (one.openedAt !== undefined && one.openedAt > (openedAt ?? '')) openedAt = one.openedAt
  }
  const { offset, progress, updatedAt } = newest
  return {
    offset,
    progress,
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(openedAt === undefined ? {} : { openedAt }),
  }
}
