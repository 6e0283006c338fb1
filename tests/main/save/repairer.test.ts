import { existsSync, readFileSync, writeFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import { clean } from '../../../main/save/clean.ts'
import type { Cleaner } from '../../../main/save/cleaner.ts'
import { startRepairer } from '../../../main/save/repairer.ts'
import type { Repairer } from '../../../main/save/repairer.ts'
import { startSaver } from '../../../main/save/save.ts'
import type { Saver } from '../../../main/save/save.ts'
import { siteCleaner } from '../../../main/save/site-cleaner.ts'
import type { ArticleId } from '../../../shared/model.ts'
import type { BlockSelector, RepairView } from '../../../shared/repair.ts'
import { DEFAULT_SETTINGS } from '../../../shared/settings.ts'
import { nodeResolveHost, nodeTransport } from '../../helpers/node-transport.ts'
import { HARBOUR, articlePage, png, startSite } from '../../helpers/site.ts'
import type { Site } from '../../helpers/site.ts'
import { tempLibrary } from '../../helpers/temp-library.ts'
import type { TempLibrary } from '../../helpers/temp-library.ts'

const APPEAL = 'The Gazette is written by four people and a dog. If you read it every week, think of becoming a member of its circle.'
const BODY = `${HARBOUR}<div class="appeal"><p>${APPEAL}</p></div>`

let temp: TempLibrary
let site: Site
let library: Library
let saver: Saver
let repairer: Repairer

beforeEach(async () => {
  temp = tempLibrary()
  site = await startSite({
    '/frost': articlePage({ title: 'The winter the harbour walked', body: BODY }),
    '/thaw': articlePage({ title: 'The thaw came overnight', body: BODY.replaceAll('frost', 'thaw') }),
    '/pictures/ferry.png': { type: 'image/png', bytes: png(32, 20, [9, 8, 7]) },
  })
  library = await temp.open()
  const bare: Cleaner = { clean: async (job) => clean(job), warm: () => undefined, close: () => undefined }
  const cleaner = siteCleaner(bare, () => library.siteRules.list())
  const rest = { transport: nodeTransport, resolveHost: nodeResolveHost, settings: () => DEFAULT_SETTINGS, onStep: () => undefined }
  saver = startSaver({ library, cleaner, ...rest, onFault: (fault) => expect.fail(String(fault)) })
  repairer = startRepairer({ library, cleaner, saver })
})

afterEach(async () => {
  saver.close()
  await site.stop()
  await temp.remove()
})

async function save(path: string): Promise<ArticleId> {
  const { article } = await saver.save({ kind: 'address', address: site.origin + path })
  expect((await saver.whenSaved(article.id)).state.kind).toBe('ready')
  return article.id
}

function selector(view: RepairView, words: string, of: 'selector' | 'siteSelector' = 'selector'): BlockSelector {
  const block = view.outline.blocks.find((one) => one.kind !== 'section' && one.selector.text?.begins.includes(words) === true)
  const found = block?.[of]
  if (found === undefined) throw new Error(`no ${of} of “${words}”`)
  return found
}

describe('a repair', () => {
  test('takes a block out, keeps its highlights elsewhere, and taken back gives the very same article', async () => {
    const id = await save('/frost')
    const before = await library.readHtml(id)
    await library.highlights.addQuote(id, { exact: 'a brass band that played with mittens on' }, { colour: 'blue' })
    const view = await repairer.view(id)
    expect(view).toMatchObject({ site: '127.0.0.1', repair: { drop: [], keep: [] } })
    const repair = { drop: [selector(view, 'The ferry in its eleventh'), selector(view, 'The Gazette is written')], keep: [] }
    await site.stop()

    const preview = await repairer.preview(id, repair)
    expect(preview.html).not.toContain(APPEAL)
    expect(await library.readHtml(id)).toBe(before)
    expect(await repairer.repair(id, repair, undefined)).toEqual({ id, anchored: 1, lost: 0, before: expect.stringContaining('former') as string })
    expect(await library.readHtml(id)).toBe(preview.html)
    expect(await library.readHtml(id)).not.toMatch(/images\//)
    expect((await repairer.view(id)).repair).toEqual(repair)
    expect((await library.open(id)).cleaning).toEqual({ repaired: true, accepted: false })

    await repairer.repair(id, { drop: [], keep: [] }, undefined)
    expect(await library.readHtml(id)).toBe(before)
    expect(await library.find(id)).toMatchObject({ highlightCount: 1, offline: { picturesKept: 1, missing: [] } })
  })

  test('holds when the article is cleaned again', async () => {
    const id = await save('/frost')
    await repairer.repair(id, { drop: [selector(await repairer.view(id), 'The Gazette is written')], keep: [] }, undefined)
    const repaired = await library.readHtml(id)
    await saver.cleanAgain(id)
    expect(await library.readHtml(id)).toBe(repaired)
  })

  test('that leaves nothing is refused, and the article and its repair stay', async () => {
    const id = await save('/frost')
    const before = await library.readHtml(id)
    const view = await repairer.view(id)
    const everything = { drop: view.outline.blocks.filter(({ parent }) => parent === undefined).map((block) => block.selector), keep: [] }
    await expect(repairer.repair(id, everything, { drop: [selector(view, 'The Gazette', 'siteSelector')], keep: [] })).rejects.toMatchObject({ error: { code: 'no-article' } })
    expect(await library.readHtml(id)).toBe(before)
    expect(existsSync(join(library.articleFolder(id), 'repair.json'))).toBe(false)
    expect(await library.siteRules.list()).toEqual([])
  })

  test('of what is no page with blocks is not offered', async () => {
    const { article } = await saver.save({ kind: 'paste', text: 'A letter.\n\nIt has two paragraphs, and both of them are kept whole whatever happens to the rest of it.' })
    await saver.whenSaved(article.id)
    await expect(repairer.view(article.id)).rejects.toMatchObject({ error: { code: 'not-a-page' } })
  })
})

describe('a rule for a site', () => {
  test('cleans the next page of the site, is plain JSON, and is gone when it is removed', async () => {
    const id = await save('/frost')
    const view = await repairer.view(id)
    const remember = { drop: [selector(view, 'The Gazette is written', 'siteSelector')], keep: [] }
    const report = await repairer.repair(id, { drop: [selector(view, 'The Gazette is written')], keep: [] }, remember)
    expect(report.rule).toMatchObject({ site: '127.0.0.1', ...remember })
    const next = await save('/thaw')
    expect(await library.readHtml(next)).not.toContain(APPEAL)
    expect(await library.readHtml(next)).toContain('The harbour of Veldmar')
    const stored = JSON.parse(readFileSync(join(temp.folder, 'site-rules.json'), 'utf8')) as Record<string, unknown>
    expect(stored).toMatchObject({ version: 1, rules: [{ site: '127.0.0.1', drop: [{ tag: 'div', classes: ['appeal'] }] }] })

    await library.siteRules.remove(report.rule?.id ?? '')
    await saver.cleanAgain(next)
    expect(await library.readHtml(next)).toContain(APPEAL)
  })

  test('that is there already is not made twice', async () => {
    const id = await save('/frost')
    const view = await repairer.view(id)
    const remember = { drop: [selector(view, 'The Gazette is written', 'siteSelector')], keep: [] }
    await repairer.repair(id, { drop: [], keep: [] }, remember)
    expect((await repairer.repair(id, { drop: [], keep: [] }, remember)).rule).toBeUndefined()
    expect(await library.siteRules.list()).toHaveLength(1)
  })

  test('must say something that holds for other pages', async () => {
    const id = await save('/frost')
    const own = selector(await repairer.view(id), 'The Gazette is written')
    for (const drop of [[], [own], [{ tag: 'p', within: [] }]]) {
      await expect(library.siteRules.add('a.example', { drop, keep: [] })).rejects.toMatchObject({ error: { code: 'invalid-argument' } })
    }
  })
})

describe('the file of rules', () => {
  const rule = { drop: [{ tag: 'aside', classes: ['appeal'], within: [] }], keep: [] }
  const file = () => join(temp.folder, 'site-rules.json')

  test('that is damaged is kept aside and hinders nothing', async () => {
    writeFileSync(file(), '{"version": 1, "rules": [')
    expect(await library.siteRules.list()).toEqual([])
    await library.siteRules.add('a.example', rule)
    expect(await library.siteRules.list()).toHaveLength(1)
    const aside = readdirSync(temp.folder).filter((name) => name.startsWith('site-rules.json.damaged-'))
    expect(aside.map((name) => readFileSync(join(temp.folder, name), 'utf8'))).toEqual(['{"version": 1, "rules": ['])
  })

  test('of a newer Lectern is never touched', async () => {
    const newer = '{"version": 99, "rules": {}}'
    writeFileSync(file(), newer)
    expect(await library.siteRules.list()).toEqual([])
    await expect(library.siteRules.add('a.example', rule)).rejects.toMatchObject({ error: { code: 'newer-version' } })
    expect(readFileSync(file(), 'utf8')).toBe(newer)
  })

  test('keeps all rules that are made at once, and what it does not know', async () => {
    writeFileSync(file(), '{"version": 1, "rules": [], "from": "another program"}')
    await Promise.all(['a', 'b', 'c'].map((name) => library.siteRules.add(`${name}.example`, rule)))
    expect((await library.siteRules.list()).map(({ site: name }) => name).toSorted()).toEqual(['a.example', 'b.example', 'c.example'])
    expect(readFileSync(file(), 'utf8')).toContain('another program')
  })
})

test('an article that was found whole stays so when it is cleaned again', async () => {
  const id = await save('/frost')
  expect((await library.open(id)).cleaning).toEqual({ repaired: false, accepted: false })
  await library.repairs.acceptCleaning(id, true)
  await saver.cleanAgain(id)
  expect((await library.open(id)).cleaning).toEqual({ repaired: false, accepted: true })
})
