import { expect, test } from 'vitest'
import { countCodePoints } from '../../../main/export/code-points.ts'
import { fc } from '../../helpers/fc.ts'

test('counts an emoji once and finds the way back', () => {
  const points = countCodePoints('a😀b😀')
  expect([0, 1, 3, 4, 6].map(points.codePointAt)).toEqual([0, 1, 2, 3, 4])
  expect([0, 1, 2, 3, 4].map(points.unitAt)).toEqual([0, 1, 3, 4, 6])
})

test('agrees with the string iterator on any text, lone surrogates included', () => {
  const pieces = fc.array(fc.constantFrom('a', 'é', '漢', '😀', '\ud800', '\udc00', '𝒳'), { maxLength: 60 })
  fc.assert(
    fc.property(pieces, (parts) => {
      const text = parts.join('')
      const characters = Array.from(text)
      const points = countCodePoints(text)
      let unit = 0
      for (let index = 0; index <= characters.length; index++) {
        expect(points.codePointAt(unit)).toBe(index)
        expect(points.unitAt(index)).toBe(unit)
        unit += characters[index]?.length ?? 0
      }
    }),
  )
})
