import { beforeEach, expect, test } from 'vitest'
import { Failure } from '../../shared/errors.ts'
import { carryOut, forgetHistory, historyLabels, Parted, redo, remember, undo } from '../../renderer/history.ts'
import type { Deed } from '../../renderer/history.ts'

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

test('an undo of what is gone for good does not stand before what is older', async () => {
  await carryOut(deed('a'))
  remember({ ...deed('b'), undo: () => Promise.reject(new Failure({ code: 'not-found', what: 'article' })) })
  await undo()
  expect(historyLabels()).toEqual({ undo: 'a' })
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

test('what was begun last is taken back first, whichever ended last', async () => {
  const ends: (() => void)[] = []
  const slowly = () => new Promise<void>((resolve) => ends.push(resolve))
  const slow = { ...deed('a'), run: () => slowly().then(() => void done.push('a')) }
  const first = carryOut(slow)
  done.push('b')
  remember(deed('b'))
  const third = slowly().then(() => {
    done.push('c')
    return deed('c')
  })
  remember(third)
  remember(Promise.resolve(undefined))
  const last = carryOut(deed('d'))
  await new Promise((resolve) => setTimeout(resolve))
  expect(ends).toHaveLength(2)
  for (const end of ends) end()
  await Promise.all([first, third, last])
  for (const left of [['b', 'c', 'a'], ['b', 'a'], ['a'], []]) {
    await undo()
    expect(done.toSorted()).toEqual(left.toSorted())
  }
})

test('what was made is brought back, not made anew', async () => {
  remember({ ...deed('made'), redo: async () => void done.push('brought back') })
  await undo()
  await redo()
  expect(done).toEqual(['brought back'])
})

/** Adds numbers one by one, as main writes articles; each way can be stopped and answers what it came to. */
function longDeed(numbers: readonly number[]): Deed {
  let stopped = false
  const some = (those: readonly number[]): Deed | undefined => (those.length > 0 ? longDeed(those) : undefined)
  const each = async (act: (number: number) => void): Promise<readonly [readonly number[], readonly number[]]> => {
    stopped = false
    let at = 0
    for (; at < numbers.length && !stopped; at++) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      act(numbers[at] ?? 0)
    }
    return [numbers.slice(0, at), numbers.slice(at)]
  }
  return {
    label: `Added ${numbers.length}`,
    stop: () => (stopped = true),
    run: async () => {
      const [did, left] = await each((number) => done.push(String(number)))
      return new Parted(some(did), some(left))
    },
    undo: async () => {
      const [back, left] = await each((number) => done.splice(done.indexOf(String(number)), 1))
      return new Parted(some(left), some(back))
    },
  }
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at)

test('other deeds do not wait for a long one', async () => {
  const adding = carryOut(longDeed(numbers(30)))
  await carryOut(deed('short'))
  expect(done.length).toBeLessThan(30)
  expect(done).toContain('short')
  await adding
  expect(done).toHaveLength(31)
})

test('undo while a long deed is on its way stops it, and takes back exactly what was done', async () => {
  const adding = carryOut(longDeed(numbers(500)))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(historyLabels().undo).toBe('Added 500')
  await undo()
  await adding
  expect(done).toEqual([])
  expect(historyLabels().redo).toMatch(/^Added \d{1,3}$/)
  const [, came = ''] = /^Added (\d+)$/.exec(historyLabels().redo ?? '') ?? []
  expect(Number(came)).toBeLessThan(500)
  await redo()
  expect(done).toHaveLength(Number(came))
})

test('an undo that is stopped midway loses nothing: each part can be taken back and done again', async () => {
  await carryOut(longDeed(numbers(200)))
  const undoing = undo()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(historyLabels().redo).toBe('Added 200')
  await redo()
  await undoing
  // What was taken back came again, what was not stayed.
  expect(done.map(Number).toSorted((a, b) => a - b)).toEqual(numbers(200))
  await undo()
  await undo()
  expect(done).toEqual([])
})

test('an undo that the disk refuses midway says so and keeps both parts', async () => {
  const part = (name: string): Deed => deed(name)
  done = ['a', 'b']
  remember({
    label: 'Did a and b',
    run: () => Promise.resolve(),
    undo: async () => {
      done = ['b']
      return new Parted(part('b'), part('a'), { code: 'disk-full' })
    },
  })
  await undo()
  expect(historyLabels()).toEqual({ undo: 'b', redo: 'a' })
  await undo()
  expect(done).toEqual([])
  await redo()
  await redo()
  expect(done).toEqual(['b', 'a'])
})
