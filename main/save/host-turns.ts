/** Connections to one host at the same time: half of what browsers open for one visitor. */
const CONNECTIONS = 2
/** Milliseconds between the beginnings of two pages of one host. */
const GAP = 100
/** Failures in a row after which a host is asked once for each page, and no more. */
const LOST_AFTER = 3

interface Host {
  open: number
  /** Since the epoch, milliseconds. */
  nextPage: number
  closedUntil: number
  failures: number
  readonly waiting: (() => void)[]
}

/** Whose turn it is at each host, where many pages are saved: few connections, a small gap, and a pause where one is asked for. */
export interface HostTurns {
  /** When a page may be asked for, milliseconds since the epoch. */
  nextPage(host: string): number
  /** Waits for a turn to ask for a page. Answers a function that ends the turn. @throws the signal's reason */
  page(host: string, signal: AbortSignal): Promise<() => void>
  /** Waits for a connection alone, for what belongs to a page. */
  connection(host: string, signal: AbortSignal): Promise<() => void>
  /** Asks the host for nothing until then. */
  close(host: string, until: number): void
  /** Whether the host answered; what never answers is not asked again and again. */
  note(host: string, answered: boolean): void
  isLost(host: string): boolean
}

/** The host of an address with its port, as turns are taken at it. */
export function hostWithPort(address: string): string {
  return URL.canParse(address) ? new URL(address).host : ''
}

/** Makes turns at hosts. */
export function hostTurns(limits: { readonly connections?: number; readonly gapMs?: number } = {}): HostTurns {
  const { connections = CONNECTIONS, gapMs = GAP } = limits
  const hosts = new Map<string, Host>()

  function at(name: string): Host {
    const known = hosts.get(name)
    if (known !== undefined) return known
    const made: Host = { open: 0, nextPage: 0, closedUntil: 0, failures: 0, waiting: [] }
    hosts.set(name, made)
    return made
  }

  function leave(host: Host): void {
    host.open--
    host.waiting.shift()?.()
  }

  async function connection(name: string, signal: AbortSignal): Promise<() => void> {
    const host = at(name)
    signal.throwIfAborted()
    if (host.open >= connections) await inLine(host, signal)
    host.open++
    let left = false
    return () => {
      if (!left) leave(host)
      left = true
    }
  }

  return {
    nextPage: (name) => Math.max(hosts.get(name)?.nextPage ?? 0, hosts.get(name)?.closedUntil ?? 0),
    connection,
    async page(name, signal) {
      const host = at(name)
      for (;;) {
        const now = Date.now()
        const start = Math.max(host.nextPage, host.closedUntil)
        if (start <= now) break
        await sleep(start - now, signal)
      }
      host.nextPage = Date.now() + gapMs
      return connection(name, signal)
    },
    close(name, until) {
      at(name).closedUntil = Math.max(at(name).closedUntil, until)
    },
    note(name, answered) {
      at(name).failures = answered ? 0 : at(name).failures + 1
    },
    isLost: (name) => (hosts.get(name)?.failures ?? 0) >= LOST_AFTER,
  }
}

function inLine(host: Host, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      host.waiting.splice(host.waiting.indexOf(mine), 1)
      reject(signal.reason as Error)
    }
    const mine = (): void => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }
    host.waiting.push(mine)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

/** Milliseconds; ends early, rejecting with the signal's reason, when it is aborted. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error)
    const onAbort = (): void => {
      clearTimeout(timer)
      reject(signal.reason as Error)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    }, ms)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
