import { describe as suite, expect, test } from 'vitest'
import { describe, findQuote, fold, locate } from '../../shared/anchor.ts'
import { Failure } from '../../shared/errors.ts'
import { fc } from '../helpers/fc.ts'

const TEXT =
  'The lamp was lit at six.\n\nNobody had asked for it, and nobody put it out. ' +
  'The lamp was lit again at seven, in another room, and this time somebody noticed.'

function passageOf(text: string, words: string, from = 0) {
  const start = text.indexOf(words, from)
  return { start, end: start + words.length }
}

function quoted(text: string, anchor: Parameters<typeof locate>[1]): string | undefined {
  const found = locate(text, anchor)
  return found && text.slice(found.start, found.end)
}

suite('fold', () => {
  test('joins white space, drops invisible characters and maps back', () => {
    const folded = fold('a \n\t b\u00adc\u200b d\u00a0e')
    expect(folded.text).toBe('a bc d e')
    expect([...folded.raw]).toEqual([0, 1, 5, 7, 9, 10, 11, 12, 13])
  })

  test('every folded unit maps to a raw unit that folds to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const folded = fold(text)
        expect(folded.raw.length).toBe(folded.text.length + 1)
        for (let index = 0; index < folded.text.length; index++) {
          const unit = text[folded.raw[index] ?? -1] ?? ''
          expect(folded.text[index]).toBe(/\s/u.test(unit) ? ' ' : unit)
        }
      }),
    )
  })
})

suite('describe', () => {
  test('trims white space off both ends', () => {
    const anchor = describe(TEXT, { start: 20, end: 27 })
    expect(anchor.quote.exact).toBe('six.\n\nN')
    expect(describe(TEXT, { start: 20, end: 26 }).quote.exact).toBe('six.')
  })

  test.each([[{ start: 24, end: 26 }], [{ start: 5, end: 5 }], [{ start: 900, end: 950 }]])(
    'refuses a passage without words: %o',
    (passage) => expect(() => describe(TEXT, passage)).toThrow(Failure),
  )

  test('does not cut a character in two', () => {
    const text = '😀'.repeat(40) + 'word' + '😀'.repeat(40)
    const { quote } = describe(text, passageOf(text, 'word'))
    expect(quote.prefix.isWellFormed()).toBe(true)
    expect(quote.suffix.isWellFormed()).toBe(true)
  })
})

suite('locate', () => {
  const second = describe(TEXT, passageOf(TEXT, 'The lamp was lit', 30))

  test('finds the passage where it was', () => expect(locate(TEXT, second)).toEqual(second.position))

  test('finds the right one of two after text was put before them', () => {
    const changed = `A new paragraph, longer than the one before it ever was.\n${TEXT}`
    const found = locate(changed, second)
    expect(found?.start).toBe(changed.lastIndexOf('The lamp was lit'))
  })

  test('finds the right one even when the other now stands at the old position', () => {
    const first = passageOf(TEXT, 'The lamp was lit')
    const gap = second.position.start - first.start
    const changed = 'x'.repeat(gap) + TEXT
    expect(locate(changed, second)?.start).toBe(second.position.start + gap)
  })

  test('finds words whose white space and hyphens changed', () => {
    const changed = TEXT.replace('nobody put it out', 'no\u00adbody\n   put it\u00a0out')
    expect(quoted(changed, describe(TEXT, passageOf(TEXT, 'nobody put it out')))).toBe('no\u00adbody\n   put it\u00a0out')
  })

  test('finds words of which a few changed', () => {
    const changed = TEXT.replace('somebody noticed', 'someone noticed')
    const anchor = describe(TEXT, passageOf(TEXT, 'in another room, and this time somebody noticed'))
    expect(quoted(changed, anchor)).toBe('in another room, and this time someone noticed')
  })

  test('says lost when the words are gone', () => {
    const anchor = describe(TEXT, passageOf(TEXT, 'Nobody had asked for it'))
    expect(locate(TEXT.replace('Nobody had asked for it', 'Quite other things stood here'), anchor)).toBeUndefined()
  })

  test('a short word alone is not found in just any other place', () => {
    const anchor = describe(TEXT, passageOf(TEXT, 'it', 40))
    const unlike = `${'Completely different prose about rivers. '.repeat(20)}Then it ended. And it began.`
    expect(locate(unlike, anchor)).toBeUndefined()
  })

  test.each(['', '   ', '\u200b'])('a blank quote is lost, in bounded time: %j', (exact) => {
    const blank = { quote: { exact, prefix: '', suffix: '' }, position: { start: 0, end: 0 } }
    expect(locate(TEXT, blank)).toBeUndefined()
    expect(findQuote(TEXT, { exact })).toBeUndefined()
  })

  const words = fc.array(fc.constantFrom('lamp', 'river', 'night', 'of', 'the', 'was', 'naïve', '読書', 'и', '😀'), {
    minLength: 30,
    maxLength: 120,
  })

  test('any passage of any text is found at its own place', () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (list, from, length) => {
        const text = list.join(' ')
        const start = from % text.length
        const end = Math.min(text.length, start + 1 + (length % 80))
        fc.pre(text.slice(start, end).trim() !== '')
        const anchor = describe(text, { start, end })
        expect(locate(text, anchor)).toEqual(anchor.position)
      }),
      { numRuns: 500 },
    )
  })

  test('2,000 random edits outside the passage do not lose it', () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), fc.nat(), fc.string({ maxLength: 40 }), (list, from, length, at, put) => {
        const text = `${list.join(' ')}. A passage that is told apart by its own words. ${list.toReversed().join(' ')}`
        const own = passageOf(text, 'A passage that is told apart by its own words.')
        const start = own.start + (from % 10)
        const anchor = describe(text, { start, end: own.end - (length % 10) })
        const cut = at % 2 === 0 ? at % own.start : own.end + (at % (text.length - own.end))
        const changed = text.slice(0, cut) + put + text.slice(cut)
        expect(quoted(changed, anchor)).toBe(anchor.quote.exact)
      }),
      { numRuns: 2000 },
    )
  })
})

suite('findQuote', () => {
  test('takes the words alone, or the occurrence that the context names', () => {
    expect(findQuote(TEXT, { exact: 'The lamp was lit' })?.start).toBe(0)
    expect(findQuote(TEXT, { exact: 'The lamp was lit', suffix: ' again' })?.start).toBe(TEXT.lastIndexOf('The lamp'))
    expect(findQuote(TEXT, { exact: 'The lamp was\nlit' })?.start).toBe(0)
    expect(findQuote(TEXT, { exact: 'The ship sank' })).toBeUndefined()
  })
})
