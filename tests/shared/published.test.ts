import { expect, test } from 'vitest'
import { longDate } from '../../renderer/ui/date-text.ts'
import { readPublished } from '../../shared/published.ts'
import { fc } from '../helpers/fc.ts'

test.each([
  ['2026-03-02', '2026-03-02'],
  [' 2026-3-2 ', '2026-03-02'],
  ['2 March 2026', '2026-03-02'],
  ['2nd  Mar. 2026', '2026-03-02'],
  ['Monday, 2 march 2026', '2026-03-02'],
  ['Thurs 5 March 2026', '2026-03-05'],
  ['March 2, 2026', '2026-03-02'],
  ['Sept 30 2026', '2026-09-30'],
  ['29 February 2024', '2024-02-29'],
  ['2026-03-02T10:15:00+02:00', '2026-03-02T08:15:00.000Z'],
  ['29 February 2026', undefined],
  ['2026-13-01', undefined],
  ['02/03/2026', undefined],
  ['2 Marble 2026', undefined],
  ['March', undefined],
  ['yesterday', undefined],
  ['', undefined],
  ['2026-03-02T10:15', undefined],
])('%s', (typed, date) => {
  expect(readPublished(typed)).toBe(date)
})

test('every date that Lectern shows is understood', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1400-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10)
      expect(readPublished(longDate(day))).toBe(day)
    }),
  )
})
