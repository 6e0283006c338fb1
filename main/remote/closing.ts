import type { Socket } from 'node:net'

/** Sends what is still to be sent, then closes; an other end that does not close within a second is cut off. */
export async function endSocket(socket: Socket): Promise<void> {
  if (socket.destroyed) return
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve()
    })
  })
  socket.end()
  await within(closed, 1_000)
  socket.destroy()
}

/** What the promise gives, or undefined when it gives nothing in time. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined)
    }, ms)
  })
  try {
    return await Promise.race([promise, tooLate])
  } finally {
    clearTimeout(timer)
  }
}
