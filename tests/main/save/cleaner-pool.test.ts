import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cleanerPool } from '../../../main/save/cleaner-pool.ts'
import type { CleanerPoolOptions } from '../../../main/save/cleaner-pool.ts'
import type { Cleaner, CleanerProcess } from '../../../main/save/cleaner.ts'
import { Failure } from '../../../shared/errors.ts'

interface Puppet {
  /** Ids of the pages it was given, in order. */
  readonly given: number[]
  alive: boolean
  answer(message: object): void
}

let puppets: Puppet[]
let pool: Cleaner

beforeEach(() => {
  vi.useFakeTimers()
  puppets = []
})
afterEach(() => {
  pool.close()
  vi.useRealTimers()
})

function start(more: Partial<CleanerPoolOptions> = {}): void {
  const fork = (): CleanerProcess => {
    let listen: (message: unknown) => void = () => undefined
    const puppet: Puppet = { given: [], alive: true, answer: (message) => listen(message) }
    puppets.push(puppet)
    return {
      post: (message) => puppet.given.push((message as { id: number }).id),
      onMessage(listener) {
        listen = listener
        queueMicrotask(() => listener({ kind: 'ready' }))
      },
      onExit: () => undefined,
      kill: () => void (puppet.alive = false),
    }
  }
  pool = cleanerPool({ fork, size: 2, ...more })
}

const clean = (signal?: AbortSignal): Promise<string> =>
  pool.clean({ bytes: new Uint8Array() }, signal).then(
    () => 'cleaned',
    (error: unknown) => (error instanceof Failure ? error.error.code : 'unexpected'),
  )
const alive = (): number => puppets.filter((one) => one.alive).length
const end = async (puppet: Puppet | undefined, memory = 0): Promise<void> => {
  puppet?.answer({ kind: 'cleaned', id: puppet.given.at(-1), page: {}, memory })
  await vi.advanceTimersByTimeAsync(1)
}

test('as many processes as there is work for, up to the size; the rest waits', async () => {
  start()
  const first = clean()
  await vi.advanceTimersByTimeAsync(1)
  expect(puppets).toHaveLength(1)
  const others = [clean(), clean()]
  await vi.advanceTimersByTimeAsync(1)
  expect(puppets.map(({ given }) => given.length)).toEqual([1, 1])
  await end(puppets[1])
  expect(puppets.map(({ given }) => given.length)).toEqual([1, 2])
  await end(puppets[0])
  await end(puppets[1])
  expect(await Promise.all([first, ...others])).toEqual(['cleaned', 'cleaned', 'cleaned'])
})

test('a process without work ends, and the next page starts one', async () => {
  start({ idleMs: 1000 })
  const [one, two] = [clean(), clean()]
  await vi.advanceTimersByTimeAsync(1)
  await end(puppets[0])
  await vi.advanceTimersByTimeAsync(1100)
  expect(alive()).toBe(1)
  await end(puppets[1])
  await vi.advanceTimersByTimeAsync(1100)
  expect([await one, await two, alive()]).toEqual(['cleaned', 'cleaned', 0])
  const three = clean()
  await vi.advanceTimersByTimeAsync(1)
  await end(puppets[2])
  expect(await three).toBe('cleaned')
})

test('a process is replaced after its pages, and when its memory has grown', async () => {
  start({ size: 1, pages: 2, memory: 100 })
  for (const [memory, forks, left] of [[0, 1, 1], [0, 1, 0], [200, 2, 0], [0, 3, 1]] as const) {
    const cleaned = clean()
    await vi.advanceTimersByTimeAsync(1)
    await end(puppets.at(-1), memory)
    expect([await cleaned, puppets.length, alive()]).toEqual(['cleaned', forks, left])
  }
})

test('cancelled while it waits, others are cleaned; closed, nothing is', async () => {
  start({ size: 1 })
  const abort = new AbortController()
  const [running, waiting, last] = [clean(), clean(abort.signal), clean()]
  await vi.advanceTimersByTimeAsync(1)
  abort.abort()
  expect(await waiting).toBe('cancelled')
  await end(puppets[0])
  expect(await running).toBe('cleaned')
  expect(puppets[0]?.given).toHaveLength(2)
  pool.close()
  expect([await last, await clean(), alive()]).toEqual(['cancelled', 'cancelled', 0])
})
