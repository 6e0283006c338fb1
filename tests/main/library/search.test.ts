import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { query, saveSample, tempLibrary, titlesOf } from '../../helpers/temp-library.ts'

const temp = tempLibrary()
let library: Library
const ids: Record<string, ArticleId> = {}

beforeAll(async () => {
  let now = Date.UTC(2026, 0, 1)
  library = await temp.open({ now: () => new Date((now += 3_600_000)) })
  const save = async (title: string, sample: Parameters<typeof saveSample>[1]) => {
    ids[title] = (await saveSample(library, { title, ...sample })).id
  }
  await save('Gardens', {
    body: '<p>Café tables on the Straße, and the quick brown fox. It was a naïve idea.</p>', byline: 'Ann Löwe', siteName: 'The Daily Leaf', url: 'https://www.leaf.example/a', language: 'en-GB', publishedAt: '2024-05-06', wordCount: 900, tags: ['News', 'Long Reads'],
  })
  await save('Fox hunting', { body: '<p>A brown hat. Quick, said the man. Foxes everywhere.</p>', byline: 'Bob', siteName: 'Example', url: 'https://blog.example.org/x', language: 'en', publishedAt: '2023-12-31T23:00:00.000Z', wordCount: 2500, tags: ['news'] })
  await save('東京の天気', { body: '<p>東京都では、スーパーの文件abcを調べた。天気がいい。</p>', language: 'ja' })
  await save('中文文章', { body: '<p>中国的人工智能发展很快。研究人员说明了原因。</p>', language: 'zh-Hans' })
  await save('한국어 기사', { body: '<p>서울에서 한국어를 공부하는 학생들이 많다.</p>', language: 'ko' })
  await save('บทความไทย', { body: '<p>ภาษาไทยไม่มีช่องว่างระหว่างคำ</p>', language: 'th' })
  await save('Русская статья', { body: '<p>Ёлка стоит в лесу. Ещё одна.</p>', language: 'ru' })
  await save('Ελληνικά', { body: '<p>Η πόλη της Αθήνας και οι δρόμοι.</p>', language: 'el' })
  await save('Languages', { body: '<p>C++ and C# and F# but also C and Đorđe Łukasz.</p>' })
  await library.highlights.addQuote(ids['Gardens'] as ArticleId, { exact: 'quick brown fox' }, { colour: 'pink', note: 'Compare with Kierkegaard' })
  await library.highlights.setNote(ids['Fox hunting'] as ArticleId, 'To be read again')
  await library.change([ids['Fox hunting'] as ArticleId], { favourite: true })
  await library.change([ids['中文文章'] as ArticleId], { archived: true })
  await library.rememberPosition(ids['Gardens'] as ArticleId, { offset: 3, progress: 0.4 })
  await library.begin({ source: { kind: 'address' }, title: 'Saving', tags: [] })
})
afterAll(() => temp.remove())

test.each([
  // Folding, in five scripts and more.
  ['cafe ', ['Gardens']],
  ['CAFÉ ', ['Gardens']],
  ['strasse ', ['Gardens']],
  ['naive ', ['Gardens']],
  ['lowe ', ['Gardens']],
  ['ελληνικα ', ['Ελληνικά']],
  ['ΠΟΛΗ ', ['Ελληνικά']],
  ['елка ', ['Русская статья']],
  ['ещё ', ['Русская статья']],
  ['dorde lukasz ', ['Languages']],
  ['c++ ', ['Languages']],
  ['c# ', ['Languages']],
  ['f# ', ['Languages']],
  // Scripts without spaces: any run of characters, at any length, and mixed with others.
  ['京', ['東京の天気']],
  ['東京', ['東京の天気']],
  ['京都', ['東京の天気']],
  ['スーパー', ['東京の天気']],
  ['文件abc', ['東京の天気']],
  ['abc', ['東京の天気']],
  ['天気がいい', ['東京の天気']],
  ['人工智能', ['中文文章']],
  ['工智', ['中文文章']],
  ['智工', []],
  ['한국어', ['한국어 기사']],
  ['공부', ['한국어 기사']],
  ['ช่องว่าง', ['บทความไทย']],
  ['ภาษา', ['บทความไทย']],
  // Words.
  ['bro', ['Fox hunting', 'Gardens']],
  ['bro ', []],
  ['"quick brown"', ['Gardens']],
  ['"quick bro', ['Gardens']],
  ['quick brown ', ['Gardens', 'Fox hunting']],
  ['fox ', ['Fox hunting', 'Gardens']],
  ['brown -foxes', ['Gardens']],
  ['brown -"quick brown"', ['Fox hunting']],
  ['kierkegaard ', ['Gardens']],
  ['kierkegaard tables ', ['Gardens']],
  ['kierkegaard hat ', []],
  ['leaf ', ['Gardens']],
  ['blog.example.org ', ['Fox hunting']],
  ['"long reads"', ['Gardens']],
  ['!!! ', []],
  // Conditions.
  ['tag:news', ['Fox hunting', 'Gardens']],
  ['tag:"long reads"', ['Gardens']],
  ['tag:news -tag:"long reads"', ['Fox hunting']],
  ['site:leaf', ['Gardens']],
  ['site:www.leaf.example', ['Gardens']],
  ['author:lowe', ['Gardens']],
  ['lang:en', ['Fox hunting', 'Gardens']],
  ['lang:en-GB', ['Gardens']],
  ['lang:zh', ['中文文章']],
  ['is:favourite', ['Fox hunting']],
  ['is:archived', ['中文文章']],
  ['-is:unread', ['Gardens']],
  ['is:annotated', ['Fox hunting', 'Gardens']],
  ['has:highlight', ['Gardens']],
  ['has:note', ['Fox hunting', 'Gardens']],
  ['colour:pink', ['Gardens']],
  ['colour:blue', []],
  ['published:2024', ['Gardens']],
  ['published:2024-05-06', ['Gardens']],
  ['published:<2024', ['Fox hunting']],
  ['published:2023-12-31..', ['Fox hunting', 'Gardens']],
  ['before:2024-05-06', ['Fox hunting']],
  ['before:2024-05-07', ['Fox hunting', 'Gardens']],
  ['-published:2024 tag:news', ['Fox hunting']],
  ['words:>2000', ['Fox hunting']],
  ['words:900', ['Gardens']],
  ['words:<1k tag:news', ['Gardens']],
  ['brown words:>2000', ['Fox hunting']],
])('%j finds %j', async (text, titles) => {
  const found = await titlesOf(library, text)
  if (/^(fox |quick brown )$/.test(text)) expect(found).toEqual(titles)
  else expect([...found].sort()).toEqual([...titles].sort())
})

describe('rows', () => {
  test('everything matched says where', async () => {
    for (const text of ['東京', 'strasse ', 'quick brown', 'ช่องว่าง', 'kierkegaard', 'c++ ']) {
      const { rows } = await library.list(query(text))
      for (const { article, hit } of rows) {
        expect(hit?.marks.length, text).toBeGreaterThan(0)
        for (const mark of hit?.marks ?? []) expect(hit?.passage.slice(mark.start, mark.end).trim(), text).not.toBe('')
        if (hit?.field === 'body') {
          const whole = await library.text(article.id)
          const marked = whole.slice(hit.position?.start, hit.position?.end)
          expect(hit.passage).toContain(marked)
        }
      }
    }
  })

  test.each([
    ['strasse ', 'Straße'],
    ['東京都', '東京都'],
    ['文件abc', '文件abc'],
    ['c++ ', 'C++'],
    ['naive ', 'naïve'],
    ['dorde ', 'Đorđe'],
    ['nai', 'naïve'],
  ])('%j marks %j', async (text, marked) => {
    const { rows } = await library.list(query(text))
    const { hit } = rows[0] ?? {}
    expect(hit?.marks.map((mark) => hit.passage.slice(mark.start, mark.end))).toEqual([marked])
  })

  test('a long text shows the place where the words stand together', async () => {
    const filler = 'Nothing to see here. '.repeat(400)
    const { id } = await saveSample(library, { title: 'Long', body: `<p>alpha first. ${filler}</p><p>Then alpha and omega meet. ${filler}</p>` })
    const { rows } = await library.list(query('omega alpha '))
    expect(rows[0]?.hit).toMatchObject({ field: 'body' })
    expect(rows[0]?.hit?.passage).toMatch(/^….*alpha and omega meet\..*…$/)
    expect(rows[0]?.hit?.passage.length).toBeLessThan(260)
    await library.delete([id])
  })
})

test('views, sorting and pages', async () => {
  expect(await titlesOf(library, '', { view: 'inbox', sort: 'saved' })).toEqual(['Saving', 'Languages', 'Ελληνικά', 'Русская статья', 'บทความไทย', '한국어 기사', '東京の天気', 'Fox hunting', 'Gardens'])
  expect(await titlesOf(library, '', { view: 'reading' })).toEqual(['Gardens'])
  expect(await titlesOf(library, '', { view: 'archive' })).toEqual(['中文文章'])
  expect(await titlesOf(library, '', { view: 'favourites' })).toEqual(['Fox hunting'])
  expect((await titlesOf(library, 'lang:en', { sort: 'title' }))).toEqual(['Fox hunting', 'Gardens'])
  expect((await titlesOf(library, 'brown', { sort: 'length', descending: true }))).toEqual(['Fox hunting', 'Gardens'])
  expect(await titlesOf(library, '', { tag: 'NEWS' })).toEqual(['Fox hunting', 'Gardens'])
  const page = await library.list(query('', { offset: 2, limit: 3 }))
  expect(page.total).toBe(10)
  expect(page.rows.map((row) => row.article.title)).toEqual(['Ελληνικά', 'Русская статья', 'บทความไทย'])
  expect((await library.list(query('', { offset: 100 }))).rows).toEqual([])
})

test('a title hit goes before a body hit, side by side before apart', async () => {
  expect(await titlesOf(library, 'fox ')).toEqual(['Fox hunting', 'Gardens'])
  expect(await titlesOf(library, 'quick brown ')).toEqual(['Gardens', 'Fox hunting'])
})

test('a newer search takes the place of older ones that still wait', async () => {
  const asked = ['b', 'br', 'bro', 'brow', 'brown'].map((text) => library.listNewest(query(text)).then((page) => page.total, (error: unknown) => error))
  const answers = await Promise.all(asked)
  expect(answers.at(-1)).toBe(2)
  expect(answers.filter((one) => one instanceof Error).length).toBeGreaterThan(0)
  for (const one of answers) if (one instanceof Error) expect(one).toMatchObject({ error: { code: 'cancelled' } })
})
