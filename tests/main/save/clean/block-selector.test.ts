import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { PageBlocks, isStable } from '../../../../main/save/clean/block-selector.ts'
import { fc } from '../../../helpers/fc.ts'

interface Piece {
  readonly tag: string
  readonly name: string
  readonly words: string
}

const word = fc.constantFrom('tide', 'ferry', 'lamp', 'rope', 'gull', 'quay', 'salt', 'pilot', 'anchor', 'bell')
const piece: fc.Arbitrary<Piece> = fc.record({
  tag: fc.constantFrom('p', 'div', 'section', 'h2', 'blockquote'),
  name: fc.constantFrom('', '', 'note', 'teaser', 'appeal box'),
  words: fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(' ')),
})

function bodyOf(pieces: readonly Piece[], id?: number): Element {
  const html = pieces.map(({ tag, name, words }, index) => `<${tag}${name === '' ? '' : ` class="${name}"`}${index === id ? ' data-wanted' : ''}>${words}</${tag}>`)
  return new JSDOM(`<body><main class="story">${html.join('\n')}</main></body>`).window.document.body
}

describe('a selector', () => {
  test('finds its own element on the page it was made on, whatever stands there', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), fc.nat(), (pieces, at) => {
        const body = bodyOf(pieces, at % pieces.length)
        const page = new PageBlocks(body)
        const wanted = body.querySelector('[data-wanted]') as Element
        const [found] = page.find(page.selectorOf(wanted))
        expect(page.textOf(found as Element)).toBe(page.textOf(wanted))
        expect(found === wanted || found?.outerHTML.replace(' data-wanted=""', '') === wanted.outerHTML.replace(' data-wanted=""', '')).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('finds its block again after other blocks were added, edited and removed', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.array(piece, { maxLength: 6 }), fc.nat(), fc.boolean(), (pieces, others, at, before) => {
        const wanted: Piece = { tag: 'p', name: 'appeal', words: 'Only here: a sentence of its own about the lighthouse keeper and his long list of debts.' }
        const place = at % (pieces.length + 1)
        const page = [...pieces.slice(0, place), wanted, ...pieces.slice(place)]
        const selector = (() => {
          const body = bodyOf(page, place)
          return new PageBlocks(body).selectorOf(body.querySelector('[data-wanted]') as Element)
        })()
        const kept = pieces.filter((_, index) => index % 2 === 0)
        const edited = before ? [...others, wanted, ...kept] : [...kept, wanted, ...others]
        const body = bodyOf(edited, edited.indexOf(wanted))
        expect(new PageBlocks(body).find(selector)).toEqual([body.querySelector('[data-wanted]')])
      }),
      { numRuns: 60 },
    )
  })

  test('finds a block whose end was edited, and not one with other words', () => {
    const text = 'The keeper of the light kept a list of what the town owed him, and read it aloud on Sundays.'
    const page = (words: string): PageBlocks => new PageBlocks(bodyOf([{ tag: 'p', name: '', words: 'gull' }, { tag: 'p', name: '', words }]))
    const made = page(text)
    const selector = made.selectorOf(made.root.querySelectorAll('p')[1] as Element)
    expect(page(text.replace('on Sundays', 'each Sunday')).find(selector)).toHaveLength(1)
    expect(page('Something else altogether stands at the very same place of the very same page by now, and is as long.').find(selector)).toEqual([])
  })

  test('of few words means the one at its place', () => {
    const body = bodyOf(['Share', 'tide', 'Share', 'rope', 'Share'].map((words) => ({ tag: 'p', name: words === 'Share' ? 'note' : '', words })), 2)
    const page = new PageBlocks(body)
    const wanted = body.querySelector('[data-wanted]') as Element
    expect(page.find(page.selectorOf(wanted))).toEqual([wanted])
  })
})

test.each([
  ['story-text', true],
  ['entry__body', true],
  ['col-md-6', true],
  ['relatedPosts', true],
  ['css-1x2y3z', false],
  ['sc-bdVaJa', false],
  ['Story_body__x7Kq2', false],
  ['post-4711', false],
  ['is-active', false],
  ['category-news', false],
  ['md:flex', false],
  ['1st', false],
])('%s is a name given by people: %s', (name, stable) => expect(isStable(name)).toBe(stable))
