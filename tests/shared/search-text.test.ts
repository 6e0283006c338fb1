import { describe, expect, test } from 'vitest'
import { searchText, searchTextWithMap, tokensOf } from '../../shared/search-text.ts'
import { fc } from '../helpers/fc.ts'

describe('folding', () => {
  test.each([
    ['Café Zürich', 'cafe zurich'],
    ['Cafe\u0301', 'cafe'],
    ['Straße STRASSE ẞ', 'strasse strasse ss'],
    ['Łódź Đorđe Ærø œuvre', 'lodz dorde aero oeuvre'],
    ['İstanbul ısı', 'istanbul isi'],
    ['Ελλάδα ΠΌΛΗΣ πόλης', 'ελλαδα πολησ πολησ'],
    ['Ёлка ещё', 'елка еще'],
    ['Йод Їжак', 'йод їжак'],
    ['ﬁnance Ａｂｃ', 'finance abc'],
    ['soft\u00adhyphen zero\u200bwidth', 'softhyphen zerowidth'],
    ['שָׁלוֹם', 'שלום'],
    ['كِتَابٌ أحمد مـحـمد', 'كتاب احمد محمد'],
    ['C++ g++ C# F#', 'cplusplus gplusplus csharp fsharp'],
    ['a+b #tag abc#', 'a b  tag abc '],
    ["don't", 'don t'],
  ])('%s', (text, folded) => {
    expect(searchText(text)).toBe(folded)
  })

  test.each([
    ['東京都', ['東', '京', '都']],
    ['文件abc文', ['文', '件', 'abc', '文']],
    ['スーパー', ['ス', 'ー', 'パ', 'ー']],
    ['ｶﾀｶﾅ', ['カ', 'タ', 'カ', 'ナ']],
    ['한국어를', ['한', '국', '어', '를']],
    ['ภาษาไทย', ['ภ', 'า', 'ษ', 'า', 'ไ', 'ท', 'ย']],
    ['हिन्दी', ['हिन्दी']],
    ['2024年1月', ['2024', '年', '1', '月']],
    // The same in parts, as some systems write names of files.
    ['か\u3099く ハ\u309a', ['が', 'く', 'パ']],
    ['\u1112\u1161\u11ab\u1100\u116e\u11a8', ['한', '국']],
    ['и\u0306од Е\u0308лка', ['йод', 'елка']],
    ['ＡＢＣ１２３ ﾊﾟﾝ', ['abc123', 'パ', 'ン']],
    ['𠮷野家', ['𠮷', '野', '家']],
    ['葛\u{e0100}城 ❤\ufe0f', ['葛', '城']],
    // A vowel that stands alone, on the stretcher.
    ['\ufe77', []],
  ])('%s', (text, tokens) => {
    expect(tokensOf(text)).toEqual(tokens)
  })

  test('the map leads back to the characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const { text: folded, raw } = searchTextWithMap(text)
        expect(folded).toBe(searchText(text))
        expect(raw.length).toBe(folded.length + 1)
        expect(raw.at(-1)).toBe(text.length)
        expect([...raw]).toEqual([...raw].sort((a, b) => a - b))
      }),
    )
  })

  test('whatever the text, folding twice finds the same tokens', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        expect(tokensOf(tokensOf(text).join(' '))).toEqual(tokensOf(text))
      }),
      { numRuns: 400 },
    )
  })
})
