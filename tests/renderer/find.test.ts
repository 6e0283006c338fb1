import { expect, test } from 'vitest'
import { findInText } from '../../renderer/reader/find.ts'

const words = (text: string, sought: string): readonly string[] => findInText(text, sought).map(({ start, end }) => text.slice(start, end))

test('upper and lower case are alike, and every place is found', () => {
  expect(words('Light, light and LIGHT', 'light')).toEqual(['Light', 'light', 'LIGHT'])
})

test('a space stands for any white space, a plain quote for a typographic one', () => {
  expect(words('the keeper’s\n  lamp', "keeper's lamp")).toEqual(['keeper’s\n  lamp'])
  expect(words('1841–1887', '1841-1887')).toEqual(['1841–1887'])
})

test('signs mean themselves', () => {
  expect(words('a.b a+b (a|b) [a] \\ ^$', '(a|b) [a]')).toEqual(['(a|b) [a]'])
  expect(words('axb', 'a.b')).toEqual([])
})

test('nothing is found for nothing', () => {
  expect(findInText('text', '   ')).toEqual([])
})
