import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { freshReader } from './fresh-reader.ts'
import { articleFrame, row } from './lectern.ts'

const reader = freshReader()

const PARAGRAPH = 'The ice came in the night, and by morning the whole harbour could be walked across, from the pilot house to the mill.'

/** A page as a browser saves it in one file. */
const ARCHIVE = [
  'From: <Saved by a browser>',
  'Snapshot-Content-Location: https://example.org/ice',
  'Subject: The ice',
  'MIME-Version: 1.0',
  'Content-Type: multipart/related; type="text/html"; boundary="----part"',
  '',
  '------part',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  'Content-Location: https://example.org/ice',
  '',
  `<!doctype html><html><head><title>The ice</title></head><body><article><h1>The ice</h1>${`<p>${PARAGRAPH}</p>`.repeat(8)}</article></body></html>`,
  '',
  '------part--',
  '',
].join('\r\n')

test('files that are opened with Lectern reach the one that runs, by address and by path, and are saved', async () => {
  const downloads = join(dirname(reader.library), 'Down loads')
  mkdirSync(downloads)
  writeFileSync(join(downloads, 'The ice, saved.mhtml'), ARCHIVE)
  writeFileSync(join(downloads, 'thaw.md'), `# The thaw\n\n${`${PARAGRAPH}\n\n`.repeat(4)}`)
  const { page } = await reader.start({ width: 1100, height: 760 })
  await reader.openFiles([pathToFileURL(join(downloads, 'The ice, saved.mhtml')).href, 'thaw.md', 'no-such-file.html'], downloads)
  await row(page, 'The thaw').waitFor()
  await row(page, 'The ice').click()
  expect(await (await articleFrame(page)).locator('main').innerText()).toContain(PARAGRAPH)
})
