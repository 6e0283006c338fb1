import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { ROOT } from '../project.mjs'
import { Advice, say } from '../say.mjs'

/**
 * Makes a folder for a page fixture of the cleaning tests. What is expected of it is written by the test, once looked at.
 * @param {readonly string[]} args its name, and the page's file
 * @returns {Promise<number>}
 */
export async function fixture([name = '', file = '']) {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || !existsSync(file)) {
    throw new Advice('Usage: npm run fixture -- <name-in-kebab-case> <page.html>')
  }
  const folder = join(ROOT, 'tests', 'fixtures', 'pages', name)
  if (existsSync(folder)) throw new Advice(`${folder} exists already.`)
  mkdirSync(folder, { recursive: true })
  copyFileSync(file, join(folder, `source${extname(file) === '.txt' ? '.txt' : '.html'}`))
  say(`Made ${folder}. Run the cleaning tests: they say how to accept what they find.`)
  return 0
}
