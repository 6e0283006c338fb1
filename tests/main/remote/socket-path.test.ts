import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { socketPath } from '../../../main/remote/socket-path.ts'

vi.mock('node:os', async (original) => {
  const real = await original<typeof os>()
  const userInfo = vi.fn<typeof os.userInfo>(real.userInfo)
  return { ...real, userInfo, default: { ...real, userInfo } }
})

test('somebody whom the system has no name for has a socket too', async () => {
  const library = mkdtempSync(join(os.tmpdir(), 'lectern-nameless-'))
  onTestFinished(() => rmSync(library, { recursive: true }))
  vi.mocked(os.userInfo).mockImplementation(() => {
    throw Object.assign(new Error('uv_os_get_passwd returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' })
  })
  const nameless = await socketPath(library)
  expect(basename(nameless)).toMatch(/^[0-9a-f]{32}$/)
  expect(await socketPath(library), 'and the same each time').toBe(nameless)
})
