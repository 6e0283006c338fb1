import { Failure } from '../shared/errors.ts'
import type { Api, Result } from '../shared/ipc.ts'

/**
 * Runs one call given as data, for the window and for the local socket. The one place that turns a throw into data: a
 * `Failure` crosses whole; anything else is a fault of ours, goes to the log and crosses as `unexpected`, because its
 * message may hold paths.
 */
export async function answerCall(
  api: Partial<Api>,
  name: unknown,
  args: unknown,
  onFault: (call: string, fault: unknown) => void,
): Promise<Result<unknown>> {
  if (typeof name !== 'string' || !Object.hasOwn(api, name) || !Array.isArray(args)) {
    return { ok: false, error: { code: 'invalid-argument', problem: `no such call: ${String(name).slice(0, 40)}` } }
  }
  try {
    const call = api[name as keyof Api] as (...args: readonly unknown[]) => Promise<unknown>
    return { ok: true, value: await call(...(args as readonly unknown[])) }
  } catch (thrown) {
    if (thrown instanceof Failure) return { ok: false, error: thrown.error }
    onFault(name, thrown)
    return { ok: false, error: { code: 'unexpected' } }
  }
}
