import { expect, test } from 'vitest'
import { isStructural, selectorText } from '../../shared/repair.ts'
import type { BlockSelector } from '../../shared/repair.ts'

const within = [{ tag: 'div', classes: ['story-text', 'wide'] }]

test.each<[string, BlockSelector]>([
  ['every side box “related”', { tag: 'aside', classes: ['related', 'wide'], within }],
  ['every block “appeal”', { tag: 'div', id: 'appeal', classes: ['box'], within: [] }],
  ['the last paragraph in “story-text”', { tag: 'p', within, position: { index: 0, fromEnd: true } }],
  ['the first list in “story-text”', { tag: 'ul', within: [{ tag: 'section' }, ...within], position: { index: 0, fromEnd: false } }],
  ['the 11th last heading “part”', { tag: 'h2', classes: ['part'], within: [], position: { index: 10, fromEnd: true } }],
  ['the 22nd block “x1”', { tag: 'div', classes: ['x1'], within: [], position: { index: 21, fromEnd: false } }],
])('%s', (words, selector) => expect(selectorText(selector)).toBe(words))

test('a selector with words, or without any name, holds for no other page', () => {
  expect(isStructural({ tag: 'p', within, text: { begins: 'a', ends: 'a', length: 1 } })).toBe(false)
  expect(isStructural({ tag: 'p', within: [] })).toBe(false)
  expect(isStructural({ tag: 'p', within })).toBe(true)
})
