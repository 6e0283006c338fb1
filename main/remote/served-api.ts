import { createServer, type Server, type Socket } from 'node:net'
import type { Api } from '../../shared/ipc.ts'
import { answerCall } from '../answer-call.ts'
import { endSocket, within } from './closing.ts'
import { encodeFrame, FRAME_LIMIT, readFrames } from './frames.ts'
import { isRepeatable, isRequest, PROTOCOL, type Answer, type Greeting, type Request } from './protocol.ts'

interface CallInFlight {
  readonly name: string
  readonly done: Promise<void>
  refuse(): void
}

/** The owner's end: takes calls from any number of connections and hands them to the Api. */
export class ServedApi {
  readonly #api: Api
  readonly #onFault: (call: string, fault: unknown) => void
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #inFlight = new Set<CallInFlight>()
  #closing = false

  constructor(api: Api, onFault: (call: string, fault: unknown) => void) {
    this.#api = api
    this.#onFault = onFault
    this.#server = createServer((socket) => {
      this.#welcome(socket)
    })
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(path, () => {
        this.#server.off('error', reject)
        this.#server.on('error', (error) => {
          this.#onFault('socket', error)
        })
        resolve()
      })
    })
  }

  /**
   * Takes no new calls, hands back those that can be asked again of the next owner (a long wait among them), and
   * waits `closingMs` at most for the others.
   */
  async close(closingMs: number): Promise<void> {
    this.#closing = true
    // This takes the socket's file away too, so that nobody new finds this owner.
    this.#server.close()
    const unfinished = [...this.#inFlight].filter((call) => !isRepeatable(call.name))
    for (const call of this.#inFlight) if (isRepeatable(call.name)) call.refuse()
    await within(Promise.all(unfinished.map((call) => call.done)), closingMs)
    await Promise.all([...this.#sockets].map(endSocket))
  }

  #welcome(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    readFrames(socket, (message) => {
      if (isRequest(message)) this.#take(socket, message)
      else socket.destroy()
    })
    socket.write(encodeFrame({ lectern: PROTOCOL } satisfies Greeting))
  }

  #take(socket: Socket, { id, name, args }: Request): void {
    if (this.#closing) {
      this.#send(socket, { id, refused: true })
      return
    }
    let answered = false
    const answer = (one: Answer): void => {
      if (!answered) this.#send(socket, one)
      answered = true
    }
    const call: CallInFlight = {
      name,
      done: answerCall(this.#api, name, args, this.#onFault).then((result) => {
        this.#inFlight.delete(call)
        answer({ id, ...result })
      }),
      refuse: () => {
        answer({ id, refused: true })
      },
    }
    this.#inFlight.add(call)
  }

  #send(socket: Socket, answer: Answer): void {
    if (!socket.writable) return
    try {
      socket.write(encodeFrame(answer))
    } catch {
      socket.write(encodeFrame({ id: answer.id, ok: false, error: { code: 'too-large', limit: FRAME_LIMIT } } satisfies Answer))
    }
  }
}
