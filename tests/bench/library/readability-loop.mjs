// The baseline of saving from files: jsdom and Readability, one page after the other in one thread, nothing stored.
// Arguments: a file with one page's path a line. Prints the milliseconds that all of them took.
import { readFileSync } from 'node:fs'
import { Readability } from '@mozilla/readability'
import { JSDOM, VirtualConsole } from 'jsdom'

const pages = readFileSync(process.argv[2] ?? '', 'utf8').split('\n').filter((line) => line !== '')

/** @param {string} file */
function read(file) {
  const dom = new JSDOM(readFileSync(file), { url: 'https://example.com/', virtualConsole: new VirtualConsole() })
  const length = new Readability(dom.window.document).parse()?.length ?? 0
  dom.window.close()
  return length
}

for (const file of pages.slice(0, 5)) read(file)
const began = performance.now()
let units = 0
for (const file of pages) units += read(file)
if (units === 0) throw new Error('Readability found nothing')
process.stdout.write(`${performance.now() - began}\n`)
