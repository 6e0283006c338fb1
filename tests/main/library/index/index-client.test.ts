import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startIndex } from '../../../../main/library/index/index-client.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-index-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A worker that dies at its first `deaths` questions, over all its lives. */
function mortalWorker(deaths: number): string {
  const file = path.join(folder, 'worker.mjs')
  const lives = path.join(folder, 'lives')
  writeFileSync(lives, '0')
  writeFileSync(
    file,
    `import { parentPort } from 'node:worker_threads'
     import { readFileSync, writeFileSync } from 'node:fs'
     parentPort.postMessage({ kind: 'answer', number: 0, value: { complete: true, replayed: [] } })
     parentPort.on('message', ({ number, name }) => {
       const died = Number(readFileSync(${JSON.stringify(lives)}, 'utf8'))
       if (died < ${deaths} && name !== 'close') {
         writeFileSync(${JSON.stringify(lives)}, String(died + 1))
         process.exit(1)
       }
       parentPort.postMessage({ kind: 'answer', number, value: name })
     })`,
  )
  return file
}

test('a worker that dies is started again and asked once more', async () => {
  const index = await startIndex(mortalWorker(2), { library: folder, file: '' }, () => undefined)
  expect(await Promise.all([index.overview(), index.parts()])).toEqual(['overview', 'parts'])
  expect(readFileSync(path.join(folder, 'lives'), 'utf8')).toBe('2')
  await index.close()
})

test('one that dies again and again fails its calls instead of hanging', async () => {
  const index = await startIndex(mortalWorker(99), { library: folder, file: '' }, () => undefined)
  await expect(index.overview()).rejects.toMatchObject({ error: { code: 'unexpected' } })
  await expect(index.parts()).rejects.toMatchObject({ error: { code: 'unexpected' } })
})

test('one that cannot start fails at once', async () => {
  await expect(startIndex(path.join(folder, 'none.mjs'), { library: folder, file: '' }, () => undefined)).rejects.toThrow('none.mjs')
})
