import type { Socket } from 'node:net'
import { Failure } from '../../shared/errors.ts'

/**
 * Bytes of one message. Nothing larger is read or written: a length is what a stranger's first four bytes would be
 * taken for. Room for a saved file of some 90 MB, whose bytes travel as base64.
 */
export const FRAME_LIMIT = 128_000_000

const HEADER_BYTES = 4
const BYTES_KEY = '$bytes'

/**
 * One message: its length in four bytes (big-endian), then JSON in UTF-8. JSON, because both ends may be different
 * versions of Lectern for the time of an upgrade. Byte arrays in it become `{"$bytes": base64}`.
 * @throws too-large when the message exceeds `limit`
 */
export function encodeFrame(message: unknown, limit: number = FRAME_LIMIT): Buffer {
  const body = Buffer.from(JSON.stringify(message, packBytes))
  if (body.length > limit) throw new Failure({ code: 'too-large', limit })
  const frame = Buffer.allocUnsafe(HEADER_BYTES + body.length)
  frame.writeUInt32BE(body.length)
  body.copy(frame, HEADER_BYTES)
  return frame
}

/**
 * Calls `onMessage` for every message that arrives. What is no frame or no JSON ends the connection, and so does a
 * message over `limit`.
 */
export function readFrames(socket: Socket, onMessage: (message: unknown) => void, limit: number = FRAME_LIMIT): void {
  let chunks: Buffer[] = []
  let held = 0
  let wanted = HEADER_BYTES
  let inBody = false
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk)
    held += chunk.length
    while (held >= wanted && !socket.destroyed) {
      const all = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, held)
      const part = all.subarray(0, wanted)
      const rest = all.subarray(wanted)
      chunks = rest.length === 0 ? [] : [rest]
      held = rest.length
      wanted = inBody ? HEADER_BYTES : part.readUInt32BE()
      inBody = !inBody
      if (inBody && wanted > limit) socket.destroy()
      if (!inBody) deliver(socket, part, onMessage)
    }
  })
}

function deliver(socket: Socket, body: Buffer, onMessage: (message: unknown) => void): void {
  let message: unknown
  try {
    const text = body.toString('utf8')
    message = JSON.parse(text, text.includes(BYTES_KEY) ? unpackBytes : undefined)
  } catch {
    socket.destroy()
    return
  }
  onMessage(message)
}

/** `this` holds the value as it was; a Buffer has already turned itself into something else by `toJSON`. */
function packBytes(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  const original = this[key]
  return original instanceof Uint8Array
    ? { [BYTES_KEY]: Buffer.from(original.buffer, original.byteOffset, original.byteLength).toString('base64') }
    : value
}

function unpackBytes(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, BYTES_KEY)) return value
  const base64 = (value as Readonly<Record<string, unknown>>)[BYTES_KEY]
  return typeof base64 === 'string' && Object.keys(value).length === 1 ? new Uint8Array(Buffer.from(base64, 'base64')) : value
}
