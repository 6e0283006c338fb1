import { vi } from 'vitest'
import type { VitestUtils } from 'vitest'
import { PATIENCE_MS } from './patience-ms.ts'

/** As `vitest.config.ts` has it for `expect.poll` and `expect.element`: one second is a busy machine's pause. */
const PATIENCE = { timeout: PATIENCE_MS, interval: 50 }

const { waitFor, waitUntil } = vi

/** What a test waits for may take long on a busy machine, which says nothing of the code: Vitest has no setting for these two. */
const patient: Pick<VitestUtils, 'waitFor' | 'waitUntil'> = {
  waitFor: (callback, options) => waitFor(callback, typeof options === 'number' ? options : { ...PATIENCE, ...options }),
  waitUntil: (callback, options) => waitUntil(callback, typeof options === 'number' ? options : { ...PATIENCE, ...options }),
}
Object.assign(vi, patient)
