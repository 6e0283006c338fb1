import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-world-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, 'world-program.ts'),
      outDir: folder,
      target: 'node20.18',
      rolldownOptions: { output: { entryFileNames: 'world-program.mjs' } },
    },
  })
})
afterAll(() => rm(folder, { recursive: true }))

function start(what: string) {
  return spawn(process.execPath, [join(folder, 'world-program.mjs'), what], { stdio: 'pipe' })
}

test('a reader that goes away ends the output quietly', async () => {
  const program = start('lines')
  program.stdout.once('data', () => program.stdout.destroy())
  const [err, [status]] = await Promise.all([text(program.stderr), once(program, 'exit')])
  expect([status, err]).toEqual([0, 'done\n'])
})

test.skipIf(process.platform !== 'linux')('output that a full disk does not take is a failure, and said', async () => {
  const full = openSync('/dev/full', 'w')
  const program = spawn(process.execPath, [join(folder, 'world-program.mjs'), 'lines'], { stdio: ['ignore', full, 'pipe'] })
  const [err, [status]] = await Promise.all([text(program.stderr as Readable), once(program, 'exit')])
  closeSync(full)
  expect([status, err]).toEqual([1, expect.stringContaining('not all of the output could be written (ENOSPC)')])
})

test('all that was written arrives', async () => {
  const program = start('lines')
  const out = await text(program.stdout)
  expect(out.split('\n').at(-2)).toBe('line 99999')
})

test('reads stdin to its end', async () => {
  const program = start('stdin')
  program.stdin.end('x'.repeat(300_000))
  expect(await text(program.stdout)).toBe('300000\n')
})

test.skipIf(process.platform === 'win32')('an interrupt is told, not fatal', async () => {
  const program = start('wait')
  const out = text(program.stdout)
  await once(program.stderr, 'data')
  program.kill('SIGINT')
  const [status] = (await once(program, 'exit')) as [number]
  expect([status, await out]).toEqual([0, 'waiting\ninterrupted\n'])
})
