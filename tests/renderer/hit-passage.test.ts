import { expect, test } from 'vitest'
import { aroundHit } from '../../renderer/library/hit-passage.ts'

const marked = (passage: string, start: number, length: number): string => {
  const cut = aroundHit({ passage, marks: [{ start, end: start + length }] })
  return `${cut.passage} | ${cut.marks.map((mark) => cut.passage.slice(mark.start, mark.end)).join(', ')}`
}

test('a mark near the beginning leaves the passage as it is', () => {
  expect(marked('the lamp is lit', 4, 4)).toBe('the lamp is lit | lamp')
})

test('a mark far in is brought near, from the beginning of a word', () => {
  const passage = `${'many words before it '.repeat(5)}the lamp is lit`
  expect(marked(passage, passage.indexOf('lamp'), 4)).toBe('…many words before it the lamp is lit | lamp')
})

test('text without spaces is cut anyway', () => {
  expect(marked(`${'雨の日の図書館'.repeat(8)}灯り`, 56, 2)).toMatch(/^….{28}灯り \| 灯り$/u)
})
