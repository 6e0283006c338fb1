import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LOCK_FILE, ownLibrary } from '../../../main/library/ownership.ts'
import { bundleForNode } from '../../helpers/bundle-for-node.ts'
import { PATIENCE_MS } from '../../helpers/patience-ms.ts'
import { indexWorker, tempLibrary } from '../../helpers/temp-library.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-owner-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('one owner at a time, in one process', async () => {
  const first = await ownLibrary(folder, 0)
  expect(first).toBeDefined()
  expect(await ownLibrary(folder, 100)).toBeUndefined()
  const waiting = ownLibrary(folder, PATIENCE_MS)
  setTimeout(() => void first?.release(), 100)
  const second = await waiting
  expect(second).toBeDefined()
  await first?.release()
  expect(await ownLibrary(folder, 0), 'given back once, it is not given back for its next owner').toBeUndefined()
  await second?.release()
})

test('a process owns it until it dies, and not a moment longer', async () => {
  const temp = tempLibrary()
  const busy = spawn(process.execPath, [await bundleForNode('tests/helpers/busy-library.ts'), folder, temp.stateFolder, await indexWorker()], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await new Promise((resolve) => busy.stdout.once('data', resolve))
    expect(await ownLibrary(folder, 200)).toBeUndefined()
    const died = new Promise((resolve) => busy.once('exit', resolve))
    busy.kill('SIGKILL')
    await died
    const mine = await ownLibrary(folder, 0)
    expect(mine).toBeDefined()
    await mine?.release()
  } finally {
    busy.kill('SIGKILL')
    await temp.remove()
  }
})

test('sweeping at the start takes what dead processes left, and nothing else', async () => {
  const tmp = path.join(folder, 'tmp')
  mkdirSync(path.join(tmp, '99999999-abcdef-0-01kaaa'), { recursive: true })
  writeFileSync(path.join(tmp, '99999999-abcdef-0-01kaaa', 'article.json'), '{}')
  writeFileSync(path.join(tmp, `${process.pid}-zzzzzz-1-annotations.json`), 'an earlier process with my number')
  writeFileSync(path.join(tmp, `${process.ppid}-abcdef-0-annotations.json`), 'a process that is alive')
  writeFileSync(path.join(tmp, 'somebody-elses.txt'), 'x')
  const owner = await ownLibrary(folder, 0)
  const temp = tempLibrary()
  await temp.open({ folder })
  expect(readdirSync(tmp).sort()).toEqual([`${process.ppid}-abcdef-0-annotations.json`, LOCK_FILE, 'somebody-elses.txt'].sort())
  expect(await ownLibrary(folder, 0), 'the lock is still held').toBeUndefined()
  await temp.remove()
  await owner?.release()
  expect(existsSync(path.join(tmp, LOCK_FILE))).toBe(true)
})
