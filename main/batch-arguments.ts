import { BATCH_ACTS } from '../shared/batch.ts'
import type { BatchAct, BatchId, BatchRequest } from '../shared/batch.ts'
import { Failure } from '../shared/errors.ts'
import { isArticleId } from './article-id.ts'
import { count, list, oneOf, readTags, readText, record } from './arguments.ts'

/** The edge of the `Api` for batches; see `arguments.ts`. */

const LONGEST_WORD = 16_384
/** Lines and files of a batch. */
const MOST = 200_000

export function readBatchId(value: unknown): BatchId {
  if (typeof value === 'string' && isArticleId(value)) return value as string as BatchId
  throw new Failure({ code: 'not-found', what: 'file' })
}

/** @param namesFiles whether who asks may name files of this machine: not a window, which could be taken over */
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

export function readBatchAct(value: unknown): BatchAct {
  return oneOf(value, BATCH_ACTS, 'act')
}

/** The line of a batch, from 1. */
export function readLine(value: unknown): number {
  return count(value, MOST, 'line')
}

function readWords(value: unknown): readonly string[] {
  return list(value, MOST, 'words').map((word) => readText(word, 'word', LONGEST_WORD))
}
