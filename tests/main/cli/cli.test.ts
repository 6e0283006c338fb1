import { describe, expect, test } from 'vitest'
import { COMMANDS } from '../../../main/cli/commands.ts'
import { Failure } from '../../../shared/errors.ts'
import { runForTests } from './run-for-tests.ts'

const none = { listArticles: () => Promise.resolve({ rows: [], total: 0 }) }

describe('wrong use: status 2, said on stderr, the library not opened', () => {
  const cases: readonly (readonly [args: readonly string[], says: string])[] = [
    [[], 'name a command'],
    [['sav'], 'there is no command sav'],
    [['--json'], 'name a command'],
    [['list', '--sort', 'colour'], '--sort takes one of saved, published'],
    [['list', '--limit', 'many'], '--limit takes a whole number'],
    [['list', '--ascending', '--descending'], 'either --ascending or --descending'],
    [['list', '--unknown'], "Unknown option '--unknown'"],
    [['list', '--library'], "'--library <value>' argument missing"],
    [['search'], 'name the words'],
    [['show'], 'name one article'],
    [['show', 'a', 'b'], 'name one article'],
    [['show', 'a', '--format', 'pdf'], '--format takes one of json, html, text, markdown'],
    [['save'], 'name an address'],
    [['save', 'a.html', 'b.html', '--url', 'https://example.org'], '--url goes with exactly one file'],
    [['save', 'https://example.org', '--url', 'https://example.org'], '--url goes with exactly one file'],
    [['save', '-', '--file-list', '-'], 'stdin can be read only once'],
    [['annotate', 'a'], '--quote names the passage'],
    [['annotate', 'a', '--quote', ' '], '--quote names the passage'],
    [['annotate', 'a', '--quote', 'b', '--colour', 'red'], '--colour takes one of yellow'],
    [['tag', 'a'], '--add or --remove'],
    [['archive'], 'name articles by their ids'],
    [['verify', 'a'], 'takes no words'],
    [['import', 'x.zip'], 'import: not in this version yet'],
    [['backup', 'x.zip', '--json'], 'backup: not in this version yet'],
  ]
  test.each(cases)('%j', async (args, says) => {
    const { status, out, err, opened } = await runForTests({}, args)
    expect(status).toBe(2)
    expect(out).toEqual([])
    expect(err.join('\n')).toContain(says)
    expect(opened).toEqual([])
  })
})

describe('help', () => {
  test('names every command, and what is not there yet', async () => {
    for (const args of [['--help'], ['help'], ['-h']]) {
      const { status, out } = await runForTests({}, args)
      expect(status).toBe(0)
      for (const { name } of COMMANDS) expect(out[0]).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'))
      expect(out[0]).toContain('import, export, cite, backup, restore-backup')
    }
  })

  test.each(COMMANDS.map(({ name }) => name))('of %s names its options', async (name) => {
    const { status, out } = await runForTests({}, [name, '--help'])
    expect(status).toBe(0)
    expect(out[0]).toMatch(new RegExp(`^Usage: lectern ${name} `))
    for (const option of ['--library', '--json', '--help']) expect(out[0]).toContain(option)
    expect((await runForTests({}, ['help', name])).out).toEqual(out)
  })

  test('the version', async () => {
    expect((await runForTests({}, ['--version'])).out).toEqual(['9.8.7'])
  })
})

describe('the library', () => {
  test('is the app’s own, or LECTERN_LIBRARY, or --library; relative to where one stands', async () => {
    expect((await runForTests(none, ['list'])).opened).toEqual([undefined])
    expect((await runForTests(none, ['list'], { env: { LECTERN_LIBRARY: 'mine' } })).opened).toEqual(['/desk/mine'])
    const both = { env: { LECTERN_LIBRARY: 'mine' } }
    expect((await runForTests(none, ['list', '--library', '../other'], both)).opened).toEqual(['/other'])
    expect((await runForTests(none, ['--library', '/x', '--json', 'list'], both)).opened).toEqual(['/x'])
    expect((await runForTests(none, ['--library=/x', 'list'])).opened).toEqual(['/x'])
  })

  test('is closed after the work and after a failure', async () => {
    expect((await runForTests(none, ['list'])).closed).toBe(1)
    const failing = { listArticles: () => Promise.reject(new Failure({ code: 'read-only', what: 'library' })) }
    expect((await runForTests(failing, ['list'])).closed).toBe(1)
  })
})

describe('a command that fails as a whole', () => {
  test('says so in words, and in JSON when asked', async () => {
    const openApi = () => Promise.reject(new Failure({ code: 'library-in-use' }))
    const words = await runForTests({}, ['list'], { openApi })
    expect([words.status, words.out, words.err]).toEqual([1, [], ['lectern: another Lectern has this library open and does not answer']])
    const { status, lines } = await runForTests({}, ['list', '--json'], { openApi })
    expect([status, lines]).toMatchObject([1, [{ status: 'failed', error: { code: 'library-in-use' } }]])
  })

  test('by a fault of our own: unexpected, with its trace on stderr', async () => {
    const { status, lines, err } = await runForTests({ listArticles: () => Promise.reject(new Error('oops')) }, ['list', '--json'])
    expect([status, lines]).toMatchObject([1, [{ error: { code: 'unexpected' } }]])
    expect(err[0]).toContain('oops')
  })
})
