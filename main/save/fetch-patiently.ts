import { Failure } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import { fetchPage } from './fetch-page.ts'
import type { FetchedPage, FetchPageOptions } from './fetch-page.ts'
import { hostWithPort, sleep } from './host-turns.ts'
import type { HostTurns } from './host-turns.ts'

/** Longest pause that a server's `Retry-After` is honoured with, milliseconds; who asks for longer is asked another day. */
const LONGEST_PAUSE = 600_000
/** Tries of a page whose server is busy, and of one whose server does not answer rightly. */
const BUSY_TRIES = 5
const OTHER_TRIES = 3
/** Milliseconds before the second try; doubled before each one after. */
const FIRST_PAUSE = 2_000
/** Milliseconds between two looks whether this computer is connected again. */
const OFFLINE_PAUSE = 10_000

export interface PatientOptions extends FetchPageOptions {
  readonly turns: HostTurns
  /** The site is given a pause until then. */
  readonly onWait: (until: Date) => void
  /** Milliseconds in place of `FIRST_PAUSE`. */
  readonly firstPause?: number
}

/**
 * `fetchPage` for one of many pages: in its host's turn, and tried again after a pause when the server is busy (as long as
 * its `Retry-After` says, else exponentially longer), broke off or did not answer. Without a network it waits for one.
 * @throws Failure as `fetchPage`, of the last try
 */
export async function fetchPatiently(address: URL, options: PatientOptions): Promise<FetchedPage> {
  const { turns, signal } = options
  const host = hostWithPort(address.href)
  for (let attempt = 1; ; attempt++) {
    const free = turns.nextPage(host)
    if (free > Date.now() + 1000) options.onWait(new Date(free))
    const leave = await turns.page(host, signal).catch(() => {
      throw new Failure({ code: 'cancelled' })
    })
    let pause: number | undefined
    try {
      const page = await fetchPage(address, options)
      turns.note(host, true)
      return page
    } catch (thrown) {
      if (!(thrown instanceof Failure) || signal.aborted) throw thrown
      pause = pauseAfter(thrown.error, attempt, turns.isLost(host), options.firstPause ?? FIRST_PAUSE)
      turns.note(host, answered(thrown.error))
      if (pause === undefined) throw thrown
      if (thrown.error.code === 'offline') attempt--
      const until = Date.now() + pause
      if (isBusy(thrown.error)) turns.close(host, until)
      options.onWait(new Date(until))
    } finally {
      leave()
    }
    await sleep(pause, signal).catch(() => {
      throw new Failure({ code: 'cancelled' })
    })
  }
}

/** Milliseconds; undefined when another try is pointless. */
function pauseAfter(error: AppError, attempt: number, lost: boolean, first: number): number | undefined {
  const growing = first * 2 ** (attempt - 1)
  switch (error.code) {
    case 'offline':
      return OFFLINE_PAUSE
    case 'unreachable':
    case 'timeout':
    case 'truncated':
      return lost || attempt >= OTHER_TRIES ? undefined : growing
    case 'http': {
      if (!isBusy(error)) return error.status < 500 || lost || attempt >= OTHER_TRIES ? undefined : growing
      const asked = (error.retryAfter ?? 0) * 1000
      return asked > LONGEST_PAUSE || attempt >= BUSY_TRIES ? undefined : Math.max(growing, asked)
    }
    default:
      return undefined
  }
}

function isBusy(error: AppError): boolean {
  return error.code === 'http' && (error.status === 429 || error.status === 503)
}

function answered({ code }: AppError): boolean {
  return code !== 'unreachable' && code !== 'timeout' && code !== 'offline'
}
