import { expect, test } from 'vitest'
import { openedOnce } from '../../main/opened-once.ts'

test('opens once, also for those who ask meanwhile', async () => {
  let opened = 0
  const once = openedOnce(async () => ++opened)
  expect(once.peek()).toBeUndefined()
  expect(await Promise.all([once.get(), once.get()])).toEqual([1, 1])
  expect(await once.get()).toBe(1)
  expect(await once.peek()).toBe(1)
})

test('after a failure the next who asks opens again', async () => {
  let tries = 0
  const once = openedOnce(async () => {
    if (++tries === 1) throw new Error('in use')
    return tries
  })
  await expect(once.get()).rejects.toThrow('in use')
  expect(once.peek()).toBeUndefined()
  expect(await once.get()).toBe(2)
})
