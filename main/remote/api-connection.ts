import { connect, type Socket } from 'node:net'
import { Failure } from '../../shared/errors.ts'
import type { Api } from '../../shared/ipc.ts'
import { endSocket, within } from './closing.ts'
import { encodeFrame, readFrames } from './frames.ts'
import { apiOfCalls, CallNotMade, isAnswer, isGreeting, isRepeatable, PROTOCOL, type Answer, type Request } from './protocol.ts'

/** The asking end: one connection to the owner of a library. */
export class ApiConnection {
  readonly api: Api = apiOfCalls((name, args) => this.#call(name, args))
  readonly #socket: Socket
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>()
  readonly #greeting: Promise<number | 'gone'>
  #lastId = 0

  constructor(socket: Socket) {
    this.#socket = socket
    this.#greeting = new Promise((greet) => {
      readFrames(socket, (message) => {
        if (isAnswer(message)) this.#waiting.get(message.id)?.(message)
        else if (isGreeting(message)) greet(message.lectern)
        else socket.destroy()
      })
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        greet('gone')
        for (const settle of this.#waiting.values()) settle(undefined)
      })
    })
  }

  /**
   * Waits for the owner's hello. False when the owner went away instead.
   * @throws library-in-use when it says nothing in time, or speaks another protocol
   */
  async greeted(ms: number): Promise<boolean> {
    const protocol = await within(this.#greeting, ms)
    if (protocol === PROTOCOL) return true
    this.#socket.destroy()
    if (protocol === 'gone') return false
    throw new Failure({ code: 'library-in-use' })
  }

  close(): Promise<void> {
    return endSocket(this.#socket)
  }

  async #call(name: keyof Api, args: readonly unknown[]): Promise<unknown> {
    if (!this.#socket.writable) throw new CallNotMade()
    const id = ++this.#lastId
    const frame = encodeFrame({ id, name, args } satisfies Request)
    const answer = await new Promise<Answer | undefined>((settle) => {
      this.#waiting.set(id, settle)
      this.#socket.write(frame)
    })
    this.#waiting.delete(id)
    if (answer === undefined) {
      // Whether the owner had done it when it died, nobody knows.
      throw isRepeatable(name) ? new CallNotMade() : new Failure({ code: 'library-in-use' })
    }
    if ('refused' in answer) throw new CallNotMade()
    if (!answer.ok) throw new Failure(answer.error)
    return answer.value
  }
}

/** A socket to the listener at `path`, or undefined when there is none. */
export function connectTo(path: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    const fail = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined)
      else reject(new Failure({ code: 'disk-error', name: error.code ?? 'unknown' }, { cause: error }))
    }
    socket.once('error', fail)
    socket.once('connect', () => {
      socket.off('error', fail)
      resolve(socket)
    })
  })
}
