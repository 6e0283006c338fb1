import { expect, test } from 'vitest'
import { standingStill } from '../../main/standing-still.ts'

test('what is seen again and again stands still, what changes or cannot be seen does not', () => {
  const stillFor = standingStill(300)
  const seen = [['a', 0], ['a', 150], ['a', 300], ['b', 450], ['b', 600], [undefined, 750], ['b', 900], ['b', 1050]] as const
  expect(seen.map(([signs, now]) => stillFor(signs, now))).toEqual([0, 150, 300, 0, 150, 0, 0, 150])
})

test('a machine that stood still as a whole says nothing of the page', () => {
  const stillFor = standingStill(300)
  expect([['a', 0], ['a', 150], ['a', 90_000], ['b', 90_150]].map(([signs, now]) => stillFor(signs as string, now as number))).toEqual([0, 150, 450, 0])
})
