import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../shared/errors.ts'
import type { Api } from '../shared/ipc.ts'
import { ApiConnection, connectTo } from './remote/api-connection.ts'
import { apiOfCalls, CallNotMade } from './remote/protocol.ts'
import { ServedApi } from './remote/served-api.ts'
import { socketPath } from './remote/socket-path.ts'

/*
 * The Api over a local socket, so that the command line works beside an open window on the same library: the process
 * that owns the library serves it, every other one asks. Same user only; no network is involved.
 */

/** How long the owner has to say hello. A busy main process answers within a second. */
const HELLO_MS = 5_000
/** How long an owner that closes waits for calls in flight. */
const CLOSING_MS = 10_000
/** Between two attempts to own or reach a library whose owner is just coming or going. */
const AGAIN_MS = 50

/**
 * Serves the Api to other processes of this user. Only the owner of the library's lock may call it: a socket that
 * stands there already is a dead owner's, and is removed. `close` takes no more calls from its very first moment,
 * waits for those in flight (10 s at most) and hands back long waits; call it before anything the Api needs is closed.
 * @param onFault is told of what is no `Failure`; the asker gets `unexpected`
 * @throws disk-error when no folder for the socket is this user's alone
 */
export async function serveRemote(
  libraryFolder: string,
  api: Api,
  onFault: (call: string, fault: unknown) => void,
  closingMs: number = CLOSING_MS,
): Promise<{ close(): Promise<void> }> {
  const path = await socketPath(libraryFolder)
  if (process.platform !== 'win32') await rm(path, { force: true })
  const served = new ServedApi(api, onFault)
  await served.listen(path)
  return { close: () => served.close(closingMs) }
}

/** An Api and how to be done with it. */
export interface OpenedApi {
  readonly api: Api
  close(): Promise<void>
}

/**
 * Reaches the process that owns the library; undefined when none listens. Its calls reject with `Failure`, or with
 * `CallNotMade` when the owner goes away before it took the call. They never hang on a dead owner: a call that may or
 * may not have been done rejects with `library-in-use`.
 * @throws library-in-use when there is an owner that says nothing for five seconds, or that speaks another protocol
 */
export async function connectRemote(libraryFolder: string, helloMs: number = HELLO_MS): Promise<OpenedApi | undefined> {
  const socket = await connectTo(await socketPath(libraryFolder))
  if (socket === undefined) return undefined
  const connection = new ApiConnection(socket)
  return (await connection.greeted(helloMs)) ? { api: connection.api, close: () => connection.close() } : undefined
}

export interface WaysToOpen {
  /** Opens the library in this process, undefined when another one owns it. */
  readonly own: () => Promise<OpenedApi | undefined>
  /** Reaches the owner, undefined when none listens: `connectRemote`. */
  readonly connect: () => Promise<OpenedApi | undefined>
  /** How long an owner may take to come or go; longer than `serveRemote` takes to close. */
  readonly waitMs: number
}

/**
 * An Api that stays with the library whoever owns it: opened here when it is free, else asked of its owner; when that
 * one closes or dies, the next call opens it anew. A call that was not made is made again, once the library is found.
 * @throws library-in-use (from every call) when it can neither be owned nor reached in time
 */
export async function openSharedApi(ways: WaysToOpen): Promise<OpenedApi> {
  const all: OpenedApi[] = []
  const open = async (): Promise<OpenedApi> => {
    const one = await openEither(ways)
    all.push(one)
    return one
  }
  let opened = open()
  const call = async (name: keyof Api, args: readonly unknown[]): Promise<unknown> => {
    for (;;) {
      const used = opened
      const current = await used
      try {
        return await (current.api[name] as (...all: readonly unknown[]) => Promise<unknown>)(...args)
      } catch (error) {
        if (!(error instanceof CallNotMade)) throw error
        // Of several calls that notice, the first opens anew for all. The old connection stays for the answers that
        // its owner still sends.
        if (opened === used) opened = open()
      }
    }
  }
  const close = async (): Promise<void> => {
    await opened.catch(() => undefined)
    await Promise.all(all.map((one) => one.close()))
  }
  await opened
  return { api: apiOfCalls(call), close }
}

async function openEither({ own, connect, waitMs }: WaysToOpen): Promise<OpenedApi> {
  const deadline = Date.now() + waitMs
  for (;;) {
    const opened = (await own()) ?? (await connect())
    if (opened !== undefined) return opened
    if (Date.now() > deadline) throw new Failure({ code: 'library-in-use' })
    await sleep(AGAIN_MS)
  }
}
