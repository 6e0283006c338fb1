import type { BatchId, BatchReport, BatchState } from '../../shared/batch.ts'
import { Failure } from '../../shared/errors.ts'
import type { Api, AppEvents, EventName } from '../../shared/ipc.ts'
import type { ArticleId } from '../../shared/model.ts'

export type BatchCalls = Pick<Api, 'saveBatch' | 'chooseBatch' | 'batches' | 'batchReport' | 'batchOutcomes' | 'giveBatchFile' | 'actOnBatch'>

/** A batch in the middle of its way, as main would tell of it. */
export function fakeBatch(change: Partial<BatchState> = {}): BatchState {
  return {
    id: '01kbatch000000000000000001' as BatchId,
    kind: 'addresses',
    name: 'reading-list.txt',
    createdAt: '2026-11-22T17:00:00.000Z',
    total: 5000,
    saved: 1204,
    known: 31,
    failed: 3,
    cancelled: 0,
    left: 3762,
    active: 8,
    invalid: 2,
    duplicates: 1,
    leftOut: 0,
    paused: false,
    ratePerMinute: 118,
    secondsLeft: 1910,
    ...change,
  }
}

/** What would be told of it. */
export function fakeReport(state: BatchState): BatchReport {
  const failed = [
    { line: 12, text: 'https://weather.example/storms', error: { code: 'http', status: 404 } as const },
    { line: 88, text: 'https://slow.example/essay', error: { code: 'timeout', seconds: 20 } as const },
    { line: 431, text: 'https://paper.example/archive/2019/what-we-owe-to-bridges', error: { code: 'no-article' } as const },
  ]
  return {
    state,
    failed: failed.slice(0, state.failed).map((one) => ({ ...one, outcome: 'failed' })),
    known: state.known === 0 ? [] : [{ line: 3, text: 'https://kitchen-notes.example/bread-slowly', outcome: 'known', article: '01kknown0000000000000000001' as ArticleId }],
    cancelled: [],
    invalid: [{ line: 7, text: 'call the dentist' }, { line: 40, text: 'mailto:ann@example.org' }].slice(0, state.invalid),
    duplicates: state.duplicates === 0 ? [] : [{ line: 90, text: 'https://weather.example/storms', first: 12 }],
    leftOut: [],
  }
}

/** The calls of batches, over one batch at most. */
export function fakeBatches(emit: <K extends EventName>(name: K, payload: AppEvents[K]) => void): BatchCalls & { set(states: readonly BatchState[]): void } {
  let states: readonly BatchState[] = []
  const set = (now: readonly BatchState[]): void => {
    states = now
    emit('batches-changed', { batches: states })
  }
  const find = (id: BatchId): BatchState => {
    const found = states.find((one) => one.id === id)
    if (!found) throw new Failure({ code: 'not-found', what: 'file' })
    return found
  }
  const begin = (change: Partial<BatchState>): BatchState => {
    const { ratePerMinute: _rate, secondsLeft: _seconds, ...fresh } = fakeBatch({ saved: 0, known: 0, failed: 0, invalid: 0, duplicates: 0, active: 0, ...change })
    set([fresh])
    return fresh
  }
  return {
    set,
    saveBatch: async (request) => {
      if (request.kind !== 'text') return begin({ kind: 'files', name: request.kind === 'given' ? request.name : 'Command line' })
      const lines = request.text.split('\n').filter((line) => line.trim() !== '')
      return begin({ name: request.name ?? 'Pasted list', total: lines.length, left: lines.length })
    },
    chooseBatch: async (what) => begin(what === 'list' ? {} : { kind: 'files', name: 'Clippings' }),
    batches: async () => states,
    batchReport: async (id) => fakeReport(find(id)),
    batchOutcomes: async (id) => ({ outcomes: [], state: find(id) }),
    giveBatchFile: async () => undefined,
    actOnBatch: async (id, act) => {
      const { ratePerMinute: _rate, secondsLeft: _seconds, problem: _problem, ...state } = find(id)
      if (act === 'dismiss') return set(states.filter((one) => one.id !== id))
      if (act === 'pause') return set([{ ...state, paused: true }])
      if (act === 'resume') return set([{ ...state, paused: false }])
      if (act === 'cancel') return set([{ ...state, left: 0, active: 0, cancelled: state.left }])
      if (act === 'retry') return set([{ ...state, failed: 0, left: state.left + state.failed }])
      return set([{ ...state, cancelled: 0, left: state.cancelled }])
    },
  }
}
