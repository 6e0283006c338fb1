import { expect, test } from 'vitest'
import { tagKey } from '../../shared/tag-key.ts'

test.each([
  ['Science', 'SCIENCE'],
  ['Lodz', 'Łódź'],
  ['read-later', 'Read  later'],
  ['❤', '❤️'],
  ['⭐ Books', '⭐ books'],
])('%s and %s are the same tag', (one, other) => {
  expect(tagKey(one)).toBe(tagKey(other))
})

test.each([
  ['🚀', '⭐'],
  ['📚 books', '⭐ books'],
  ['books', '📚 books'],
  ['!!', '??'],
  ['c', 'c++'],
  ['→', '←'],
])('%s and %s are two tags', (one, other) => {
  expect(tagKey(one)).not.toBe(tagKey(other))
})
