import { describe, expect, test } from 'vitest'
import { filterText, hasWords, OPERATORS, parseQuery, queryParts, unfinishedAt, type Filter, type Term } from '../../shared/query.ts'
import { Failure } from '../../shared/errors.ts'
import { fc } from '../helpers/fc.ts'

const word = (text: string, more: Partial<Term> = {}): Term => ({ kind: 'word', text, negated: false, prefix: false, ...more })
const phrase = (text: string, more: Partial<Term> = {}): Term => ({ kind: 'phrase', text, negated: false, prefix: false, ...more })

describe('words', () => {
  test.each<[string, readonly Term[]]>([
    ['', []],
    ['   ', []],
    ['cat', [word('cat', { prefix: true })]],
    ['cat ', [word('cat')]],
    ['two  words', [word('two'), word('words', { prefix: true })]],
    ['"a phrase"', [phrase('a phrase')]],
    ['"not yet clo', [phrase('not yet clo', { prefix: true })]],
    ['"', []],
    ['"" x ', [word('x')]],
    ['-cat', [word('cat', { negated: true })]],
    ['-"a b" c ', [phrase('a b', { negated: true }), word('c')]],
    ['- ', [word('-')]],
    ['well-known ', [word('well-known')]],
    ['https://example.com/a ', [word('https://example.com/a')]],
    ['12:30 note:x ', [word('12:30'), word('note:x')]],
    ['say:"two words" ', [phrase('say:two words')]],
    ['constructor:x ', [word('constructor:x')]],
    ['東京 ', [word('東京')]],
  ])('%j', (text, terms) => {
    expect(parseQuery(text)).toEqual({ terms, filters: [] })
  })

  test('only positive words make a ranked search', () => {
    expect(['cat', 'tag:a cat', '"a b"'].map((text) => hasWords(parseQuery(text)))).toEqual([true, true, true])
    expect(['', '-cat', 'tag:a', 'is:unread -x'].map((text) => hasWords(parseQuery(text)))).toEqual([false, false, false, false])
  })
})

describe('conditions', () => {
  const day = (from?: string, to?: string) => ({ ...(from === undefined ? {} : { from: `${from}T00:00:00.000Z` }), ...(to === undefined ? {} : { to: `${to}T00:00:00.000Z` }) })
  test.each<[string, Filter]>([
    ['tag:news', { kind: 'tag', text: 'news', negated: false }],
    ['tag:"long reads"', { kind: 'tag', text: 'long reads', negated: false }],
    ['-tag:news', { kind: 'tag', text: 'news', negated: true }],
    ['TAG:News', { kind: 'tag', text: 'News', negated: false }],
    ['site:example.com', { kind: 'site', text: 'example.com', negated: false }],
    ['author:"Ann Lee"', { kind: 'author', text: 'Ann Lee', negated: false }],
    ['lang:en', { kind: 'language', text: 'en', negated: false }],
    ['is:unread', { kind: 'is', flag: 'unread', negated: false }],
    ['is:favorite', { kind: 'is', flag: 'favourite', negated: false }],
    ['-is:offline', { kind: 'is', flag: 'offline', negated: true }],
    ['has:notes', { kind: 'has', part: 'note', negated: false }],
    ['has:highlight', { kind: 'has', part: 'highlight', negated: false }],
    ['color:Pink', { kind: 'colour', colour: 'pink', negated: false }],
    ['before:2024', { kind: 'dated', range: day(undefined, '2024-01-01'), negated: false }],
    ['after:2024-02', { kind: 'dated', range: day('2024-03-01'), negated: false }],
    ['after:2024-02-29', { kind: 'dated', range: day('2024-03-01'), negated: false }],
    ['saved:2024-12', { kind: 'saved', range: day('2024-12-01', '2025-01-01'), negated: false }],
    ['published:>=2024-05-06', { kind: 'published', range: day('2024-05-06'), negated: false }],
    ['published:<2024', { kind: 'published', range: day(undefined, '2024-01-01'), negated: false }],
    ['published:>2024', { kind: 'published', range: day('2025-01-01'), negated: false }],
    ['published:<=2024', { kind: 'published', range: day(undefined, '2025-01-01'), negated: false }],
    ['saved:2023..2024-06', { kind: 'saved', range: day('2023-01-01', '2024-07-01'), negated: false }],
    ['saved:..2024', { kind: 'saved', range: day(undefined, '2025-01-01'), negated: false }],
    ['words:>2000', { kind: 'words', range: { least: 2001 }, negated: false }],
    ['words:2k..3k', { kind: 'words', range: { least: 2000, most: 3000 }, negated: false }],
    ['words:<=500', { kind: 'words', range: { most: 500 }, negated: false }],
    ['words:7', { kind: 'words', range: { least: 7, most: 7 }, negated: false }],
  ])('%s', (text, filter) => {
    expect(parseQuery(text)).toEqual({ terms: [], filters: [filter] })
    expect(parseQuery(`x ${text} y `).filters).toEqual([filter])
  })

  test.each([
    ['is:foo', 3],
    ['cat is:foo dog', 7],
    ['-is:foo', 4],
    ['has:"x y"', 5],
    ['colour:red', 7],
    ['before:yesterday', 7],
    ['saved:2024-13', 6],
    ['saved:2023-02-29', 6],
    ['words:many', 6],
    ['words:1.5', 6],
    ['tag: news', 4],
    ['tag:"" x', 5],
    ['saved:> x', 6],
    ['words:500..100 x', 6],
    ['published:2023..2020 x', 10],
  ])('%j is wrong at %i', (text, position) => {
    expect(() => parseQuery(text)).toThrow(expect.objectContaining({ error: expect.objectContaining({ code: 'invalid-query', position }) }))
  })

  test.each([
    'tag:', 'cat is:', '-tag:', 'words:>', 'saved:<=', 'tag:"', 'is:unr', '-is:FAV', 'has:n', 'colour:p', 'before:2', 'after:2024-', 'saved:>2024-0',
    'published:2023..20', 'published:2023.', 'words:1.', 'words:2k.', 'words:500..1', 'saved:2023..2020',
  ])('%j is not typed out yet', (text) => {
    expect(parseQuery(text).filters).toEqual([])
  })
})

test('never throws anything but a Failure with a position inside the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(...OPERATORS.map((name) => `${name}:`), '-', '"', ' ', '>', '<=', '..', '2024-01', '2k', 'note', '*', '\n', '\\', '(', ')', 'NEAR', 'AND'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
      const text = pieces.join('')
      try {
        parseQuery(text)
      } catch (error) {
        expect(error).toBeInstanceOf(Failure)
        const { error: known } = error as Failure
        expect(known.code === 'invalid-query' && known.position >= 0 && known.position <= text.length).toBe(true)
      }
    }),
    { numRuns: 400 },
  )
})

test('the parts say where each thing stands', () => {
  const text = 'fox -tag:"long reads" is:foo  "a b" has:'
  expect(queryParts(text).map(({ start, end, kind }) => [kind, text.slice(start, end)])).toEqual([
    ['term', 'fox'],
    ['filter', '-tag:"long reads"'],
    ['fault', 'is:foo'],
    ['term', '"a b"'],
    ['unfinished', 'has:'],
  ])
})

test.each([
  ['', undefined],
  ['fox ', undefined],
  ['fox ta', { start: 4, negated: false, begun: 'ta' }],
  ['-ta', { start: 0, negated: true, begun: 'ta' }],
  ['x tag:', { start: 2, negated: false, operator: 'tag', begun: '' }],
  ['-tag:lo', { start: 0, negated: true, operator: 'tag', begun: 'lo' }],
  ['tag:"long re', { start: 0, negated: false, operator: 'tag', begun: 'long re' }],
  ['color:p', { start: 0, negated: false, operator: 'colour', begun: 'p' }],
  ['tag:"long reads"', undefined],
  ['"a phrase ta', undefined],
  ['c++', undefined],
])('%j is being typed: %j', (text, unfinished) => {
  expect(unfinishedAt(text)).toEqual(unfinished)
})

test('a filter is written so that it is read again', () => {
  expect([filterText('tag', 'news', false), filterText('tag', 'long reads', true), filterText('author', 'The "Boss"', false)]).toEqual(['tag:news', '-tag:"long reads"', 'author:"The  Boss "'])
})
