import { beforeEach, expect, test } from 'vitest'
import { Failure } from '../../shared/errors.ts'
import { carryOut, forgetHistory, redo, remember, undo } from '../../renderer/history.ts'

let done: string[] = []

beforeEach(() => {
  forgetHistory()
  done = []
})

const deed = (name: string) => ({
  label: name,
  run: async () => void done.push(name),
  undo: async () => void done.splice(done.lastIndexOf(name), 1),
})

test('what was done last is taken back first, and done again in the same order', async () => {
  await carryOut(deed('a'))
  await carryOut(deed('b'))
  await undo()
  expect(done).toEqual(['a'])
  await undo()
  expect(done).toEqual([])
  await undo()
  await redo()
  await redo()
  expect(done).toEqual(['a', 'b'])
})

test('something new forgets what was taken back', async () => {
  await carryOut(deed('a'))
  await undo()
  await carryOut(deed('b'))
  await redo()
  expect(done).toEqual(['b'])
})

test('what failed is not remembered', async () => {
  await carryOut(deed('a'))
  const failing = { ...deed('b'), run: () => Promise.reject(new Failure({ code: 'disk-full' })) }
  await expect(carryOut(failing)).rejects.toThrow(Failure)
  await undo()
  expect(done).toEqual([])
})

test('an undo that fails can be tried again', async () => {
  let fails = true
  done = ['a']
  remember({ ...deed('a'), undo: () => (fails ? Promise.reject(new Failure({ code: 'offline' })) : deed('a').undo()) })
  await undo()
  expect(done).toEqual(['a'])
  fails = false
  await undo()
  expect(done).toEqual([])
})

test('undo pressed while the deed is on its way waits for it', async () => {
  let release = (): void => undefined
  const slow = { ...deed('a'), run: () => new Promise<void>((resolve) => (release = resolve)).then(() => void done.push('a')) }
  const doing = carryOut(slow)
  const undoing = undo()
  await new Promise((resolve) => setTimeout(resolve, 5))
  release()
  await doing
  await undoing
  expect(done).toEqual([])
})

test('what was made is brought back, not made anew', async () => {
  remember({ ...deed('made'), redo: async () => void done.push('brought back') })
  await undo()
  await redo()
  expect(done).toEqual(['brought back'])
})
