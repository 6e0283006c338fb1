import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fetchPatiently } from '../../../main/save/fetch-patiently.ts'
import { hostTurns } from '../../../main/save/host-turns.ts'
import type { Transport } from '../../../main/save/transport.ts'
import { Failure } from '../../../shared/errors.ts'
import type { AppError } from '../../../shared/errors.ts'

type Answer = { readonly status: number; readonly retryAfter?: string } | AppError

let asked: number[]
let waits: number[]

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 })
  asked = []
  waits = []
})
afterEach(() => vi.useRealTimers())

/** Answers one after the other; the last one for ever. */
function answering(...answers: readonly Answer[]): Transport {
  return {
    request: async () => {
      const answer = answers[Math.min(asked.length, answers.length - 1)] ?? { status: 200 }
      asked.push(Date.now() - 1_000_000)
      if ('code' in answer) throw new Failure(answer)
      const { status, retryAfter } = answer as { status: number; retryAfter?: string }
      const headers: Record<string, readonly string[]> = { 'content-type': ['text/html'], ...(retryAfter !== undefined && { 'retry-after': [retryAfter] }) }
      return { status, headers, body: bodyOf('<p>x</p></body>'), cancel: () => undefined }
    },
  }
}

async function* bodyOf(text: string): AsyncIterable<Uint8Array> {
  yield new TextEncoder().encode(text)
}

async function fetched(transport: Transport, more: { readonly turns?: ReturnType<typeof hostTurns>; readonly signal?: AbortSignal } = {}): Promise<string> {
  const { turns = hostTurns(), signal = new AbortController().signal } = more
  const onWait = (until: Date): void => void waits.push(until.getTime() - 1_000_000)
  const page = fetchPatiently(new URL('http://a.example/x'), { transport, resolveHost: async () => ['93.184.216.34'], signal, turns, onWait }).then(
    () => 'page',
    (error: unknown) => (error instanceof Failure ? error.error.code : String(error)),
  )
  await vi.advanceTimersByTimeAsync(3_600_000)
  return page
}

describe('a page is asked for again', () => {
  test('after the pause that a busy server asks for, and not before', async () => {
    expect(await fetched(answering({ status: 429, retryAfter: '120' }, { status: 200 }))).toBe('page')
    expect([asked, waits]).toEqual([[0, 120_000], [120_000]])
  })

  test('after pauses that grow, where it says nothing; and given up after a while', async () => {
    expect(await fetched(answering({ status: 503 }))).toBe('http')
    expect(asked).toEqual([0, 2000, 6000, 14_000, 30_000])
  })

  test('not when the pause would be longer than anybody waits', async () => {
    expect(await fetched(answering({ status: 503, retryAfter: '90000' }))).toBe('http')
    expect(asked).toHaveLength(1)
  })

  test('when it broke off or nobody answered, three times at most; never when it is not there', async () => {
    expect(await fetched(answering({ code: 'unreachable', host: 'a.example' }))).toBe('unreachable')
    expect(asked).toEqual([0, 2000, 6000])
    asked = []
    expect(await fetched(answering({ status: 404 }))).toBe('http')
    expect(asked).toHaveLength(1)
  })

  test('as long as this computer is offline', async () => {
    expect(await fetched(answering({ code: 'offline' }, { code: 'offline' }, { code: 'offline' }, { code: 'offline' }, { status: 200 }))).toBe('page')
    expect(asked).toHaveLength(5)
  })

  test('of a host that never answers once a page, and no more', async () => {
    const turns = hostTurns()
    await fetched(answering({ code: 'timeout', seconds: 20 }), { turns })
    asked = []
    expect(await fetched(answering({ code: 'timeout', seconds: 20 }), { turns })).toBe('timeout')
    expect(asked).toHaveLength(1)
  })

  test('no more once it is cancelled', async () => {
    const abort = new AbortController()
    const page = fetched(answering({ status: 503 }), { signal: abort.signal })
    setTimeout(() => abort.abort(), 1000)
    expect([await page, asked.length]).toEqual(['cancelled', 1])
  })
})

test('a host has its turns: so many at once, a gap between pages, a pause for all; other hosts do not wait', async () => {
  const turns = hostTurns({ connections: 2, gapMs: 100 })
  const { signal } = new AbortController()
  const starts: string[] = []
  const visit = async (host: string, name: string): Promise<() => void> => {
    const leave = await turns.page(host, signal)
    starts.push(`${name} ${Date.now() - 1_000_000}`)
    return leave
  }
  const [first] = [visit('a', 'a1'), visit('a', 'a2'), visit('a', 'a3'), visit('b', 'b1')]
  await vi.advanceTimersByTimeAsync(500)
  expect(starts).toEqual(['a1 0', 'b1 0', 'a2 100'])
  ;(await first)()
  await vi.advanceTimersByTimeAsync(1)
  expect(starts.at(-1)).toMatch(/^a3 50/)
  turns.close('b', Date.now() + 5000)
  void visit('b', 'b2')
  await vi.advanceTimersByTimeAsync(4900)
  expect(starts).toHaveLength(4)
  await vi.advanceTimersByTimeAsync(200)
  expect(starts.at(-1)).toMatch(/^b2/)
})
