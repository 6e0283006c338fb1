import { Failure } from '../shared/errors.ts'
import type { AppError } from '../shared/errors.ts'
import type { Api, AppEvents, Bridge, EventName } from '../shared/ipc.ts'

declare global {
  interface Window {
    /** Put there by `preload/preload.ts`, or by a test. */
    readonly bridge: Bridge
  }
}

/**
 * Everything main offers, as ordinary functions. A call answers the value or rejects with `Failure`; whatever breaks
 * on the way (a closed window, a bridge that is gone) arrives as the error `unexpected`.
 */
export const api: Api = new Proxy({} as Api, {
  get(_target, name) {
    // An `api` that is returned from an async function must not be taken for a promise.
    if (typeof name !== 'string' || name === 'then') return undefined
    return (...args: readonly unknown[]) => callMain(name as keyof Api, args)
  },
})

async function callMain(name: keyof Api, args: readonly unknown[]): Promise<unknown> {
  const answer = await window.bridge.call(name, args).catch((cause: unknown) => {
    throw new Failure({ code: 'unexpected' }, { cause })
  })
  if (!answer.ok) throw new Failure(answer.error)
  return answer.value
}

/** Listens to what main tells unasked; answers a function that stops listening. */
export function onEvent<K extends EventName>(name: K, listener: (payload: AppEvents[K]) => void): () => void {
  return window.bridge.on(name, listener)
}

/** The typed error inside whatever was thrown; a fault of the window's own becomes `unexpected`. */
export function errorOf(thrown: unknown): AppError {
  if (thrown instanceof Failure) return thrown.error
  console.error(thrown)
  return { code: 'unexpected' }
}
