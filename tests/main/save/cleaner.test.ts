import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startCleaner } from '../../../main/save/cleaner.ts'
import type { Cleaner, CleanerProcess } from '../../../main/save/cleaner.ts'
import { Failure } from '../../../shared/errors.ts'
import type { ErrorCode } from '../../../shared/errors.ts'
import { bundleCleaner, forkCleanerProcess } from '../../helpers/cleaner-process.ts'

const PROSE = '<p>This is a paragraph with quite enough words in it to be taken for a part of an article by anybody.</p>'
const page = (title: string, body = PROSE.repeat(6)) => ({ bytes: Buffer.from(`<!doctype html><title>${title}</title><article><h1>${title}</h1>${body}</article>`), contentType: 'text/html' })

/** A page that no process ever says anything of: how long a real one takes depends on the machine. */
const ENDLESS = 'A page without end'
const isEndless = (job: unknown): boolean => Buffer.from((job as { job: { bytes: Uint8Array } }).job.bytes).includes(ENDLESS)

async function codeOf(promise: Promise<unknown>): Promise<ErrorCode | 'fine'> {
  return await promise.then(
    () => 'fine' as const,
    (error: unknown) => (error instanceof Failure ? error.error.code : 'unexpected'),
  )
}

describe('the cleaner in a process of its own', () => {
  let script = ''
  let cleaner: Cleaner
  let forks = 0
  const start = (timeoutMs: number, memory?: number): Cleaner =>
    (cleaner = startCleaner({
      timeoutMs,
      fork: () => {
        forks++
        const process = forkCleanerProcess(script, memory)
        return { ...process, post: (job) => void (isEndless(job) || process.post(job)) }
      },
    }))

  beforeAll(async () => {
    script = await bundleCleaner()
  })
  afterEach(() => {
    cleaner.close()
    forks = 0
  })
  afterAll(() => cleaner.close())

  test('cleans one page after another in one process', async () => {
    start(20_000)
    cleaner.warm()
    const pages = await Promise.all([cleaner.clean(page('One')), cleaner.clean(page('Two')), cleaner.clean(page('Three'))])
    expect(pages.map((one) => one.metadata.title)).toEqual(['One', 'Two', 'Three'])
    expect(forks).toBe(1)
  })

  test('failures cross with their cause', async () => {
    start(20_000)
    expect(await codeOf(cleaner.clean({ bytes: Buffer.from('%PDF-1.7 x') }))).toBe('not-a-page')
    expect(await codeOf(cleaner.clean({ bytes: Buffer.from('') }))).toBe('no-article')
  })

  test('a page over its time is given up alone: those before and after it are cleaned', async () => {
    // Ten times what the others take on a busy machine.
    start(8000)
    const outcomes = [cleaner.clean(page('Before')), cleaner.clean(page(ENDLESS)), cleaner.clean(page('After'))]
    expect(await Promise.all(outcomes.map((one) => codeOf(one)))).toEqual(['fine', 'too-complex', 'fine'])
    expect(forks).toBe(2)
  })

  test('a page over its memory takes no other with it', async () => {
    start(20_000, 60)
    const heavy = page('Heavy', Array.from({ length: 60_000 }, (_, index) => `<i id=${index} title="${'x'.repeat(40)}">y</i>`).join(''))
    const outcomes = [cleaner.clean(heavy), cleaner.clean(page('After'))]
    expect(await Promise.all(outcomes.map((one) => codeOf(one)))).toEqual(['too-complex', 'fine'])
  })

  test('cancelled while it runs, while it waits, and before', async () => {
    start(20_000)
    const [running, waiting, before] = [new AbortController(), new AbortController(), new AbortController()]
    before.abort()
    const outcomes = [
      cleaner.clean(page('Running'), running.signal),
      cleaner.clean(page('Waiting'), waiting.signal),
      cleaner.clean(page('Never'), before.signal),
      cleaner.clean(page('Stays')),
    ]
    waiting.abort()
    running.abort()
    expect(await Promise.all(outcomes.map((one) => codeOf(one)))).toEqual(['cancelled', 'cancelled', 'cancelled', 'fine'])
  })
})

describe('the queue, with a process that does as told', () => {
  function puppet() {
    const posted: unknown[] = []
    const listeners: { message?: (message: unknown) => void; exit?: () => void } = {}
    let killed = 0
    const process: CleanerProcess = {
      post: (message) => posted.push(message),
      onMessage: (listener) => void (listeners.message = listener),
      onExit: (listener) => void (listeners.exit = listener),
      kill: () => void killed++,
    }
    return { process, posted, listeners, killed: () => killed }
  }

  test('nothing is sent before the process is ready, and one job at a time after', async () => {
    const one = puppet()
    const cleaner = startCleaner({ fork: () => one.process })
    const first = codeOf(cleaner.clean(page('A')))
    const second = codeOf(cleaner.clean(page('B')))
    expect(one.posted).toHaveLength(0)
    one.listeners.message?.({ kind: 'ready' })
    expect(one.posted).toHaveLength(1)
    one.listeners.message?.({ kind: 'failed', id: 1, error: { code: 'no-article' } })
    expect(await first).toBe('no-article')
    expect(one.posted).toHaveLength(2)
    cleaner.close()
    expect(await second).toBe('cancelled')
    expect(one.killed()).toBe(1)
  })

  test('an answer to a job that is over is not taken for the next one', async () => {
    const one = puppet()
    const cleaner = startCleaner({ fork: () => one.process })
    const abort = new AbortController()
    const first = codeOf(cleaner.clean(page('A'), abort.signal))
    one.listeners.message?.({ kind: 'ready' })
    abort.abort()
    expect(await first).toBe('cancelled')
    one.listeners.message?.({ kind: 'cleaned', id: 1, page: {} })
    one.listeners.exit?.()
    cleaner.close()
  })
})
