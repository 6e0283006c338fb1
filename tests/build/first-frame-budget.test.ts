import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { build } from 'vite'
import { firstFrameBudget } from '../../build/first-frame-budget.mjs'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-budget-'))
  const filler = (name: string, bytes: number) => `export const ${name} = ${JSON.stringify(name.repeat(bytes / name.length))}\n`
  writeFileSync(join(folder, 'start.js'), `import { near } from './near.js'\nconsole.log(near)\nvoid import('./far.js').then(({ far }) => console.log(far, near))\n`)
  writeFileSync(join(folder, 'near.js'), filler('near', 8_000))
  writeFileSync(join(folder, 'far.js'), filler('far', 60_000))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const built = (kilobytes: number, module = /start\.js$/) =>
  build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    plugins: [firstFrameBudget({ module, kilobytes })],
    build: { write: false, rolldownOptions: { input: join(folder, 'start.js'), output: { codeSplitting: { groups: [{ name: 'near', test: /near\.js$/ }] } } } },
  })

test('counts what is imported at once and not what is imported later', async () => {
  await built(12)
  await expect(built(7)).rejects.toThrow(/kB are loaded before the first frame, 7 are allowed \(.*near/)
})

test('says so when the file with which it begins is not there any more', async () => {
  await expect(built(12, /renamed\.js$/)).rejects.toThrow('no chunk holds')
})
