import { describe, expect, test } from 'vitest'
import { pairParagraphs, wordDifference } from '../../../main/compare/difference.ts'
import type { DifferencePart } from '../../../shared/versions.ts'
import { fc } from '../../helpers/fc.ts'

/** As a person would write it down: `[-old-]`, `{+new+}`. */
function marked(parts: readonly DifferencePart[]): string {
  return parts.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`)).join('')
}

const sideOf = (parts: readonly DifferencePart[], left: 'added' | 'removed') =>
  parts.map(({ kind, text }) => (kind === left ? '' : text)).join('')

/** `0=0`, `1~1` rewritten, `-2` removed, `+2` added. */
function paired(older: readonly string[], newer: readonly string[]): string {
  return pairParagraphs(older, newer)
    .map((pair) => (pair.older === undefined ? `+${pair.newer}` : pair.newer === undefined ? `-${pair.older}` : `${pair.older}${pair.parts ? '~' : '='}${pair.newer}`))
    .join(' ')
}

const A = 'The ferry leaves the harbour at nine in the morning.'
const B = 'A baker set up his table on the ice beside the lamp.'
const C = 'Nobody has seen the keys of the lighthouse since.'

describe('paragraphs', () => {
  test.each([
    ['the same', [A, B], [A, B], '0=0 1=1'],
    ['one added between', [A, C], [A, B, C], '0=0 +1 1=2'],
    ['one removed', [A, B, C], [A, C], '0=0 -1 2=1'],
    ['one rewritten', [A, B, C], [A, B.replace('his', 'her'), C], '0=0 1~1 2=2'],
    ['one replaced by another of its own', [A, C], [B, C], '-0 +0 1=1'],
    ['one rewritten, with a new one before it', [A, C], [B, A.replace('nine', 'ten'), C], '+0 0~1 1=2'],
    ['two that changed places', [A, B], [B, A], '-0 1=0 +1'],
    ['from nothing', [], [A], '+0'],
    ['to nothing', [A], [], '-0'],
  ])('%s', (_name, older, newer, expected) => {
    expect(paired(older, newer)).toBe(expected)
  })

  test('each stands in the answer once, in order, whatever the texts', () => {
    const text = fc.array(fc.array(fc.constantFrom('sea', 'ice', 'lamp', '海'), { maxLength: 5 }).map((words) => words.join(' ')), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (older, newer) => {
        const pairs = pairParagraphs(older, newer)
        expect(pairs.flatMap((pair) => pair.older ?? [])).toEqual(older.map((_, index) => index))
        expect(pairs.flatMap((pair) => pair.newer ?? [])).toEqual(newer.map((_, index) => index))
        for (const pair of pairs) {
          if (pair.older === undefined || pair.newer === undefined) continue
          if (pair.parts === undefined) expect(older[pair.older]).toBe(newer[pair.newer])
          else expect([sideOf(pair.parts, 'added'), sideOf(pair.parts, 'removed')]).toEqual([older[pair.older], newer[pair.newer]])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('two long texts without a paragraph in common cost no more than they must', () => {
    const lines = (word: string) => Array.from({ length: 6_000 }, (_, index) => `${word} ${index}`)
    expect(pairParagraphs(lines('a'), lines('b'))).toHaveLength(12_000)
  })
})

describe('words', () => {
  test.each([
    ['a word', 'at nine in the morning', 'at ten in the morning', 'at [-nine-]{+ten+} in the morning'],
    ['words next to each other are marked together', 'the old red boat sank', 'the new blue boat sank', 'the [-old red-]{+new blue+} boat sank'],
    ['something added', 'It is late.', 'It is very late.', 'It is {+very +}late.'],
    ['something removed', 'It is very late.', 'It is late.', 'It is [-very -]late.'],
    ['Chinese words', '海水每天来两次', '海水每天来三次', '海水每天来[-两次-]{+三次+}'],
    ['a full stop', 'The end.', 'The end!', 'The end[-.-]{+!+}'],
  ])('%s', (_name, older, newer, expected) => {
    expect(marked(wordDifference(older, newer))).toBe(expected)
  })

  test('each side can be read back, whatever the words', () => {
    const words = fc.array(fc.constantFrom('the', 'sea', 'ice', '.', ',', ' ', 'lamp', '海', '́', '👩‍🚒'), { maxLength: 30 }).map((some) => some.join(' '))
    fc.assert(
      fc.property(words, words, (older, newer) => {
        const parts = wordDifference(older, newer)
        expect([sideOf(parts, 'added'), sideOf(parts, 'removed')]).toEqual([older, newer])
      }),
      { numRuns: 300 },
    )
  })
})
