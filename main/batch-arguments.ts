import { BATCH_ACTS } from '../shared/batch.ts'
import type { BatchAct, BatchId, BatchRequest } from '../shared/batch.ts'
import { Failure } from '../shared/errors.ts'
import { count, list, oneOf, readTags, readText, record } from './argument-values.ts'
import { isArticleId } from './article-id.ts'

/** The edge of the `Api` for batches; see `arguments.ts`. */

/** An address or the name of a file. */
const LONGEST_WORD = 16_384
/** Lines and files of a batch. */
const MOST = 200_000

/** @throws Failure not-found for what cannot be the id of a batch */
export function readBatchId(value: unknown): BatchId {
  if (typeof value === 'string' && isArticleId(value)) return value as string as BatchId
  throw new Failure({ code: 'not-found', what: 'file' })
}

/**
 * What is to be saved in bulk.
 * @param namesFiles whether who asks may name files of this machine: not a window, which could be taken over
 * @throws Failure invalid-argument
 */
export function readBatchRequest(value: unknown, namesFiles: boolean): BatchRequest {
  const { kind, text, words, files, leftOut, folder, name, tags, render } = record(value, 'request')
  switch (oneOf(kind, ['text', 'given', 'words'], 'kind')) {
    case 'text':
      return { kind: 'text', text: readText(text, 'text'), ...(name !== undefined && { name: readText(name, 'name', 500) }), tags: readTags(tags) }
    case 'given':
      return { kind: 'given', files: readWords(files), leftOut: readWords(leftOut), name: readText(name, 'name', 500) }
    case 'words': {
      if (!namesFiles) throw new Failure({ code: 'invalid-argument', problem: 'files are not named from a window' })
      const how = render === true ? { render } : {}
      return { kind: 'words', words: readWords(words), folder: readText(folder, 'folder', LONGEST_WORD), tags: readTags(tags), ...how }
    }
  }
}

/** What is to be done with a batch. @throws Failure invalid-argument */
export function readBatchAct(value: unknown): BatchAct {
  return oneOf(value, BATCH_ACTS, 'act')
}

/** The line of a batch, from 1. @throws Failure invalid-argument */
export function readLine(value: unknown): number {
  return count(value, MOST, 'line')
}

function readWords(value: unknown): readonly string[] {
  return list(value, MOST, 'words').map((word) => readText(word, 'word', LONGEST_WORD))
}
