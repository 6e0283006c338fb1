import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import type { SearchHit } from '../../../shared/list.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { query, saveSample, tempLibrary, titlesOf } from '../../helpers/temp-library.ts'

const temp = tempLibrary()
let library: Library
const ids: Record<string, ArticleId> = {}
const save = async (title: string, body: string, more: Omit<Parameters<typeof saveSample>[1], 'title' | 'body'> = {}) => {
  ids[title] = (await saveSample(library, { title, body, ...more })).id
}
const hitOf = async (text: string, title?: string): Promise<SearchHit | undefined> => {
  const { rows } = await library.listNewest(query(text))
  return (title === undefined ? rows[0] : rows.find(({ article }) => article.title === title))?.hit
}
const marked = (hit: SearchHit | undefined) => hit?.marks.map((mark) => hit.passage.slice(mark.start, mark.end))

beforeAll(async () => {
  library = await temp.open()
  await save('Scripts', '<p>Die Straße in Zürich, ein Übermaß; Đorđe aß Œufs bei Łukasz auf Ærø.</p>')
  await save('Κείμενο', '<p>Οι δρόμοι της Αθήνας. Ο Σίσυφος κι ο ΣΊΣΥΦΟΣ.</p>', { language: 'el' })
  await save('Текст', '<p>Ёжик и ещё один ёж у берега. Йод и йогурт.</p>', { language: 'ru' })
  await save('東京', '<p>東京でiPhone15を買った。カタカナのサーバー、半角のｻｰﾊﾞｰ、全角のＡＢＣ１２３。</p>', { language: 'ja' })
  await save('中文', '<p>他用Python3写程序，人工智能很快。</p>', { language: 'zh' })
  await save('서울', '<p>서울에서 도서관을 찾았다. \u1112\u1161\u11ab\u1100\u116e\u11a8 사람.</p>', { language: 'ko' })
  await save('ไทย', '<p>ห้องสมุดแห่งนี้เปิดทุกวัน ที่นี่เงียบ</p>', { language: 'th' })
  await save('C', '<p>The language C is small.</p>')
  await save('C++', '<p>The language C++ is large; g++ builds it.</p>')
  await save('Bread and salt', `<p>${'Water is poured. '.repeat(60)}</p><p>Salt keeps the bread, and bread keeps the salt.</p>`)
  await save('Marked', '<p>One line is plain. Another line is bright as brass.</p>', { tags: ['metal work', 'metal'], byline: 'Ann Löwe', siteName: 'The Daily Leaf', url: 'https://www.leaf.example/x' })
  await library.highlights.addQuote(ids['Marked'] as ArticleId, { exact: 'bright as brass' }, { colour: 'pink', note: 'compare with tin' })
  await library.highlights.setNote(ids['Marked'] as ArticleId, 'for the exhibition')
})
afterAll(() => temp.remove())

test.each([
  // Latin, folded and spelled out, typed with and without what folds.
  ['strasse ', ['Straße']], ['übermass ', ['Übermaß']], ['oeufs ', ['Œufs']], ['ærø ', ['Ærø']], ['lukasz dorde ', ['Đorđe', 'Łukasz']],
  // Greek: accents, case, the last sigma. Cyrillic: ё is е, й is not и.
  ['δρομοι ', ['δρόμοι']], ['σισυφος ', ['Σίσυφος', 'ΣΊΣΥΦΟΣ']], ['ежик ', ['Ёжик']], ['иод ', undefined], ['йо', ['Йод', 'йогурт']],
  // Scripts without spaces, at their borders with others and in the other width.
  ['でiPhone ', undefined], ['でiPhone', ['でiPhone15']], ['iphone15', ['iPhone15']], ['サーバー', ['サーバー', 'ｻｰﾊﾞｰ']], ['ｻｰﾊﾞｰ', ['サーバー', 'ｻｰﾊﾞｰ']], ['abc123', ['ＡＢＣ１２３']], ['角のa', ['角のＡＢＣ１２３']],
  ['python3写', ['Python3写']], ['智能很', ['智能很']], ['智很', undefined],
  ['도서관', ['도서관']], ['한국', ['\u1112\u1161\u11ab\u1100\u116e\u11a8']], ['ห้องสมุด', ['ห้องสมุด']], ['ที่นี่', ['ที่นี่']], ['สมุ', ['สมุ']],
  // Signs that are part of a name.
  ['c++ ', ['C++']], ['g++ ', ['g++']],
])('%j marks %j in the text', async (text, words) => {
  const { rows } = await library.listNewest(query(text))
  const inText = rows.map(({ hit }) => (hit?.field === 'title' ? hit.inText : hit)).find((hit) => hit !== undefined)
  expect(inText?.marks.map((mark) => inText.passage.slice(mark.start, mark.end))).toEqual(words)
})

test('C is not C++', async () => {
  expect(await titlesOf(library, 'language c ')).toEqual(['C'])
  expect(await titlesOf(library, 'language c++ ')).toEqual(['C++'])
})

describe('a hit says where its words stand', () => {
  test('in the title, with what the text says besides', async () => {
    const hit = await hitOf('bread salt ')
    expect(hit).toMatchObject({ field: 'title', passage: 'Bread and salt', titleMarks: [{ start: 0, end: 5 }, { start: 10, end: 14 }] })
    const { passage = '', marks = [], position } = hit?.inText ?? {}
    expect(marks.map((mark) => passage.slice(mark.start, mark.end))).toEqual(['Salt', 'bread', 'bread', 'salt'])
    const text = await library.text(ids['Bread and salt'] as ArticleId)
    expect(text.slice(position?.start)).toMatch(/^Salt keeps the bread/)
  })

  test('in the text, at its place', async () => {
    const hit = await hitOf('keeps the salt ')
    expect(hit?.field).toBe('body')
    const text = await library.text(ids['Bread and salt'] as ArticleId)
    expect(text.slice(hit?.position?.start, hit?.position?.end)).toBe('Salt')
    expect(marked(hit)).toEqual(['Salt', 'keeps', 'the', 'keeps', 'the', 'salt'])
  })

  test('in a highlight and in its note, with which highlight it is', async () => {
    const { highlights } = await library.highlights.of(ids['Marked'] as ArticleId)
    expect(await hitOf('brass ')).toMatchObject({ field: 'highlight', highlight: highlights[0]?.id, position: highlights[0]?.position })
    expect(await hitOf('tin ')).toMatchObject({ field: 'note', highlight: highlights[0]?.id, passage: 'compare with tin' })
  })

  test('in the note on the article, the byline, the site and a tag', async () => {
    expect(await hitOf('exhibition ')).toMatchObject({ field: 'note', passage: 'for the exhibition' })
    expect(await hitOf('exhibition ')).not.toHaveProperty('highlight')
    expect([(await hitOf('löwe '))?.field, (await hitOf('daily '))?.field, (await hitOf('metal '))?.field]).toEqual(['byline', 'site', 'tag'])
  })

  test('words in different highlights and notes are found together, a phrase over two of them is not', async () => {
    expect(await titlesOf(library, 'brass tin exhibition ')).toEqual(['Marked'])
    expect(await titlesOf(library, '"tin for" ')).toEqual([])
  })
})

test('a changed article is found as it is now, page after page', async () => {
  expect(await titlesOf(library, 'is ')).toContain('C')
  await library.change([ids['C'] as ArticleId], { title: 'Sea' })
  expect(await titlesOf(library, 'sea ')).toEqual(['Sea'])
  const pages = []
  for (let offset = 0; offset < 3; offset++) pages.push(...(await library.listNewest(query('language', { offset, limit: 1 }))).rows)
  expect(pages.map(({ article }) => article.title).toSorted()).toEqual(['C++', 'Sea'])
  await library.change([ids['C'] as ArticleId], { title: 'C' })
})

test('values are completed, those of most articles first', async () => {
  expect(await library.completions('tag', '')).toEqual([{ value: 'metal', count: 1 }, { value: 'metal work', count: 1 }])
  expect(await library.completions('tag', 'wor')).toEqual([{ value: 'metal work', count: 1 }])
  expect(await library.completions('author', 'LOW')).toEqual([{ value: 'Ann Löwe', count: 1 }])
  expect(await library.completions('site', 'leaf')).toEqual([{ value: 'leaf.example', label: 'The Daily Leaf', count: 1 }])
  expect((await library.completions('language', '')).map(({ value }) => value).toSorted()).toEqual(expect.arrayContaining(['el', 'ja', 'ko', 'ru', 'th', 'zh']))
  await library.delete([ids['Marked'] as ArticleId])
  expect(await library.completions('tag', '')).toEqual([])
  await library.restore([ids['Marked'] as ArticleId])
})

test('of two passages with as many of the words, the one with the rarer word is shown', async () => {
  await save('Harbour', `<p>The pilot waits for the pilot. ${'Nothing else is said of it for long. '.repeat(20)}Then the quartermaster comes, and the pilot goes.</p>`)
  await save('Reef', `<p>A beacon by a beacon. ${'Nothing else is said of it for long. '.repeat(20)}One sextant. ${'Nothing more is said. '.repeat(20)}</p>`)
  expect(marked(await hitOf('quartermaster pilot ', 'Harbour'))).toEqual(['quartermaster', 'pilot'])
  expect(marked(await hitOf('beacon sextant ', 'Reef')), 'never together').toEqual(['sextant'])
})
