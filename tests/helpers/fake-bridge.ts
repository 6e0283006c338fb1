import { Failure } from '../../shared/errors.ts'
import type { Api, AppEvents, Bridge, EventName, Result } from '../../shared/ipc.ts'

/** The bridge between a window and an `Api` in memory, in the hands of a test. */
export interface FakeBridge {
  readonly bridge: Bridge
  /** Every call, by name and arguments, in order. */
  readonly calls: readonly { readonly name: string; readonly args: readonly unknown[] }[]
  /** Tells the window something, as main would. */
  emit<K extends EventName>(name: K, payload: AppEvents[K]): void
  /** Makes the next call of this name fail. */
  failNext(name: keyof Api, failure: Failure): void
  /** Makes calls of this name wait for the promise. */
  hold(name: keyof Api, until: Promise<unknown>): void
}

/** @param api what is called; asked for at each call, because it may need this to tell its events */
export function fakeBridge(api: () => Api): FakeBridge {
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const calls: { name: string; args: readonly unknown[] }[] = []
  const failures = new Map<keyof Api, Failure>()
  const holds = new Map<keyof Api, Promise<unknown>>()
  return {
    calls,
    emit: (name, payload) => {
      for (const listener of listeners.get(name) ?? []) (listener as (value: typeof payload) => void)(payload)
    },
    failNext: (name, failure) => void failures.set(name, failure),
    hold: (name, until) => void holds.set(name, until),
    bridge: {
      call: async (name, args): Promise<Result<unknown>> => {
        calls.push({ name, args })
        await holds.get(name)
        try {
          const failure = failures.get(name)
          failures.delete(name)
          if (failure) throw failure
          // What crosses the real bridge is a copy; so is what crosses this one.
          return { ok: true, value: structuredClone(await (api()[name] as (...values: readonly unknown[]) => Promise<unknown>)(...args)) }
        } catch (thrown) {
          return { ok: false, error: thrown instanceof Failure ? thrown.error : { code: 'unexpected' } }
        }
      },
      readyToClose: () => void calls.push({ name: 'readyToClose', args: [] }),
      on: (name, listener) => {
        const set = listeners.get(name) ?? new Set()
        listeners.set(name, set)
        set.add(listener as (payload: never) => void)
        return () => set.delete(listener as (payload: never) => void)
      },
    },
  }
}
