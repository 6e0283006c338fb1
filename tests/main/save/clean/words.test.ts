import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasWords, wordsOf } from '../../../../main/save/clean/words.ts'

test('words are counted up to a number as they are listed', () => {
  const text = fc.array(fc.constantFrom('İzmir', 'one', ' ', '-', '漢字', 'é', '1', "don't", 'Ⅻ', '😀', '\u0301'), { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.nat(6), (said, least) => {
      expect(hasWords(said, least)).toBe(wordsOf(said).length >= least)
    }),
    { seed: 1, numRuns: 300 },
  )
})
