import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMAND_GROUPS, COMMAND_LIST, keysOf, keysText } from '../../shared/commands.ts'
import type { CommandEntry } from '../../shared/commands.ts'

const ENTRIES: readonly CommandEntry[] = COMMAND_LIST
const kbd = (keys: string, mac: boolean): string => (mac ? [keysText(keys, mac)] : keysText(keys, mac).replace(/\+$/, '＋').split('+')).map((one) => `<kbd>${one.replace('＋', '+')}</kbd>`).join('+') // prettier-ignore

/** The whole of `docs/keys.md`. */
function keysDocument(): string {
  const cell = (entry: CommandEntry, mac: boolean): string => keysOf(entry, mac).map((one) => kbd(one, mac)).join(', ')
  const tables = COMMAND_GROUPS.map((group) => {
    const rows = ENTRIES.filter((one) => one.group === group && one.keys.length > 0)
    return `## ${group}\n\n| | | on a Mac |\n| --- | --- | --- |\n${rows.map((one) => `| ${one.label} | ${cell(one, false)} | ${cell(one, true)} |\n`).join('')}`
  })
  return `# Keys

Every command that has keys, as the shortcut sheet (<kbd>?</kbd>) shows them. The command palette has those without keys, too.
\`shared/commands.ts\` is the one list of them; this page is made from it (\`npx vitest run --project node tests/shared -u\`).

${tables.join('\n')}`
}

test('docs/keys.md says every key', async () => {
  await expect(keysDocument()).toMatchFileSnapshot('../../docs/keys.md')
})

test('the keys in the README are those of the list, for the commands that it says', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const section = readme.slice(readme.indexOf('## Keys'), readme.indexOf('## Command line'))
  const cells = [...section.matchAll(/^\|(.*?)\|(.*?)\|(.*?)\|(.*?)\|$/gm)].flatMap(([, keys = '', what = '', otherKeys = '', other = '']) => [[keys, what], [otherKeys, other]] as const) // prettier-ignore
  const rows = cells.map(([keys, what]) => [keys.trim(), what.trim()] as const).filter(([keys]) => keys.includes('<kbd>'))
  expect(rows.length).toBeGreaterThan(12)
  for (const [keys, what] of rows) {
    const first = keys.split(/,| – /)[0]?.trim() ?? ''
    const entries = ENTRIES.filter((one) => one.keys.some((each) => kbd(each, false).toLowerCase() === first.toLowerCase()))
    const words = what.toLowerCase().match(/\p{L}{4,}/gu) ?? []
    expect(entries.some(({ label }) => words.some((word) => label.toLowerCase().includes(word))), `${first} ${what}`).toBe(true)
  }
})
