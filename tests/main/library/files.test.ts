import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder, makeFolderSync } from '../../../main/library/files.ts'

let base: string
beforeEach(() => {
  base = mkdtempSync(path.join(tmpdir(), 'lectern-files-'))
})
afterEach(() => rmSync(base, { recursive: true }))

test.each([
  ['makeFolder', makeFolder],
  ['makeFolderSync', async (folder: string) => makeFolderSync(folder)],
])('%s makes what is missing, leaves what is there, and refuses what cannot be', async (_name, make) => {
  await make(path.join(base, 'a', 'b', 'c'))
  await make(path.join(base, 'a', 'b', 'c'))
  expect(statSync(path.join(base, 'a', 'b', 'c')).isDirectory()).toBe(true)
  writeFileSync(path.join(base, 'file'), '')
  await expect(make(path.join(base, 'file'))).rejects.toMatchObject({ error: { code: 'disk-error' } })
  await expect(make(path.join(base, 'file', 'x'))).rejects.toMatchObject({ error: { code: 'disk-error' } })
  // A file system in which nobody makes folders, and which says that there are none above them.
  if (process.platform === 'linux') await expect(make('/proc/nowhere/at/all')).rejects.toMatchObject({ error: expect.anything() as unknown })
})
