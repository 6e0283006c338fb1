import { describe, expect, test, vi } from 'vitest'
import { answerCall } from '../../main/answer-call.ts'
import { Failure } from '../../shared/errors.ts'
import type { Api } from '../../shared/ipc.ts'

const api = {
  getSettings: async () => 'settings',
  openOutside: async (address: string) => {
    throw new Failure({ code: 'blocked-address', address })
  },
  overview: async () => {
    throw new Error('a path of this machine')
  },
} as unknown as Api

describe('a call given as data', () => {
  test('answers the value', async () => {
    expect(await answerCall(api, 'getSettings', [], () => undefined)).toEqual({ ok: true, value: 'settings' })
  })

  test('carries a failure over whole', async () => {
    const answer = await answerCall(api, 'openOutside', ['file:///x'], () => undefined)
    expect(answer).toEqual({ ok: false, error: { code: 'blocked-address', address: 'file:///x' } })
  })

  test('logs a fault and tells nothing of it', async () => {
    const onFault = vi.fn<(call: string, fault: unknown) => void>()
    expect(await answerCall(api, 'overview', [], onFault)).toEqual({ ok: false, error: { code: 'unexpected' } })
    expect(onFault).toHaveBeenCalledWith('overview', expect.objectContaining({ message: 'a path of this machine' }))
  })

  test.each([['constructor'], ['__proto__'], ['toString'], ['nothing'], [7], [undefined]])('refuses the name %j', async (name) => {
    const answer = await answerCall(api, name, [], () => undefined)
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-argument' } })
  })

  test('refuses arguments that are no list', async () => {
    expect(await answerCall(api, 'getSettings', 'x', () => undefined)).toMatchObject({ ok: false })
  })
})
