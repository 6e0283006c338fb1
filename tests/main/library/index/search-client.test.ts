import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { searchClient, type Instead } from '../../../../main/library/index/search-client.ts'
import { query } from '../../../helpers/temp-library.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lectern-search-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The index, that says of each question that it was asked instead. */
function instead(): Instead & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    list: async ({ text }) => {
      asked.push(text)
      return { rows: [], total: -1 }
    },
    completions: async () => [],
  }
}

/** A thread's script. `body` has `port`, and `newest` of what it was started with. */
function thread(body: string): string {
  const file = path.join(folder, 'thread.mjs')
  writeFileSync(
    file,
    `import { parentPort as port, workerData } from 'node:worker_threads'
     const newest = new Int32Array(workerData.newest)
     port.on('message', (request) => {
       if (request.kind === 'close') return port.close()
       ${body}
     })`,
  )
  return file
}

/** Answers the turn as the total while the question is the newest. */
const ANSWERING = `port.postMessage(
  Atomics.load(newest, 0) === request.turn
    ? { kind: 'answer', number: request.number, value: { rows: [], total: request.turn } }
    : { kind: 'failure', number: request.number, error: { code: 'cancelled' }, problem: '' },
)`

test('another question takes the turn, another page of the same does not', async () => {
  const index = instead()
  // However quickly a thread starts: it answers when the second question has been asked.
  const client = searchClient(thread(`Atomics.wait(newest, 0, 1)\n${ANSWERING}`), 'x', true, index)
  const asked = [query('a'), query('ab'), query('ab', { offset: 60 })].map((one) => client.listNewest(one).then((page) => page.total, (error: unknown) => error))
  const [first, second, third] = await Promise.all(asked)
  expect([first, second, third]).toEqual([expect.objectContaining({ error: { code: 'cancelled' } }), 2, 2])
  expect(index.asked).toEqual([])
  await client.close()
})

test('what the thread cannot do the index does instead, and after some failures everything', async () => {
  const index = instead()
  const client = searchClient(thread('process.exit(1)'), 'x', true, index)
  for (const text of ['a', 'b', 'c', 'd']) expect((await client.listNewest(query(text))).total).toBe(-1)
  expect(index.asked).toEqual(['a', 'b', 'c', 'd'])
  await client.close()
})

test('without a file on disk the index answers, outdated questions not at all', async () => {
  const index = instead()
  const client = searchClient(path.join(folder, 'none.mjs'), ':memory:', false, index)
  const asked = ['a', 'ab', 'abc'].map((text) => client.listNewest(query(text)).then((page) => page.total, () => 'cancelled'))
  expect(await Promise.all(asked)).toEqual(['cancelled', 'cancelled', -1])
  expect(index.asked).toEqual(['abc'])
  await client.close()
})

test('a database made anew is read anew', async () => {
  const client = searchClient(thread(`globalThis.count = (globalThis.count ?? 0) + 1; port.postMessage({ kind: 'answer', number: request.number, value: { rows: [], total: count } })`), 'x', true, instead())
  expect([(await client.listNewest(query('a'))).total, (await client.listNewest(query('b'))).total]).toEqual([1, 2])
  client.reopen(true)
  expect((await client.listNewest(query('c'))).total).toBe(1)
  await client.close()
})
