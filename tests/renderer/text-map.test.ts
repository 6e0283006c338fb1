import { afterEach, describe, expect, test } from 'vitest'
import { mapText, toOffset, toRange } from '../../renderer/reader/text-map.ts'
import { fc } from '../helpers/fc.ts'

function article(html: string): HTMLElement {
  const main = document.createElement('main')
  main.innerHTML = html
  document.body.append(main)
  return main
}

afterEach(() => document.querySelector('main')?.remove())

describe('text map', () => {
  test('its text is the textContent of the root', () => {
    const main = article('<p>One <em>two</em></p>\n<p>three<!-- not this --> four</p><pre>\n\nfive</pre>')
    expect(mapText(main).text).toBe(main.textContent)
  })

  test('a range ends in the block of its last word and not at the start of the next', () => {
    const main = article('<p>One</p><p>Two</p>')
    const range = toRange(mapText(main), { start: 0, end: 3 })
    expect(range?.endContainer.textContent).toBe('One')
    const second = toRange(mapText(main), { start: 3, end: 6 })
    expect(second?.startContainer.textContent).toBe('Two')
    expect(second?.startOffset).toBe(0)
  })

  test('there is no range outside the text, nor of nothing', () => {
    const map = mapText(article('<p>One</p>'))
    for (const [start, end] of [[-1, 2], [0, 4], [2, 2], [3, 1]] as const) expect(toRange(map, { start, end })).toBeUndefined() // prettier-ignore
  })

  test('element points count too: what a triple click selects', () => {
    const main = article('<p>One</p><p>Two</p><p>Three</p>')
    const map = mapText(main)
    expect(toOffset(map, main, 0)).toBe(0)
    expect(toOffset(map, main, 1)).toBe(3)
    expect(toOffset(map, main.children[2] as Element, 0)).toBe(6)
    expect(toOffset(map, main, 3)).toBe(11)
    expect(toOffset(map, document.body, 0)).toBe(0)
  })

  test('any passage becomes a range with the same words and the same offsets', () => {
    const part = fc.oneof(fc.constantFrom('<p>', '</p>', '<b>', '</b>', '<ul><li>', '</li></ul>', '\n', '&amp;', '<br>'), fc.string({ maxLength: 12 }).map((text) => text.replace(/[<&\0\r]/g, '')), fc.constant('日本 🎏 عربي')) // prettier-ignore
    fc.assert(
      fc.property(fc.array(part, { maxLength: 24 }), fc.nat(), fc.nat(), (parts, a, b) => {
        const main = article(parts.join(''))
        try {
          const map = mapText(main)
          if (map.text.length === 0) return
          const start = a % map.text.length
          const end = start + 1 + (b % (map.text.length - start))
          const range = toRange(map, { start, end })
          expect(range?.toString()).toBe(map.text.slice(start, end))
          if (!range) return
          expect(toOffset(map, range.startContainer, range.startOffset)).toBe(start)
          expect(toOffset(map, range.endContainer, range.endOffset)).toBe(end)
        } finally {
          main.remove()
        }
      }),
      { numRuns: 300 },
    )
  })
})
