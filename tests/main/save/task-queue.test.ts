import { describe, expect, test } from 'vitest'
import { taskQueue } from '../../../main/save/task-queue.ts'

/** A task that ends when it is told to. */
function held() {
  let end: () => void = () => undefined
  const ended = new Promise<void>((resolve) => (end = resolve))
  return { end, run: () => ended }
}

describe('the queue of saves', () => {
  test('runs so many at a time, in order', async () => {
    const queue = taskQueue<string>(2)
    const started: string[] = []
    const tasks = ['a', 'b', 'c'].map((key) => ({ key, ...held() }))
    for (const { key, run } of tasks) {
      queue.add(key, () => {
        started.push(key)
        return run()
      })
    }
    expect(started).toEqual(['a', 'b'])
    tasks[0]?.end()
    await queue.finished('a')
    expect(started).toEqual(['a', 'b', 'c'])
    expect(queue.has('a')).toBe(false)
  })

  test('does not run one key twice at a time', () => {
    const queue = taskQueue<string>(2)
    let runs = 0
    const task = () => {
      runs++
      return held().run()
    }
    queue.add('a', task)
    queue.add('a', task)
    expect(runs).toBe(1)
  })

  test('cancelling waits for the end of the task', async () => {
    const queue = taskQueue<string>(1)
    let ended = false
    queue.add('a', async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      ended = true
    })
    await queue.cancel('a')
    expect(ended).toBe(true)
  })

  test('cancelling one that waits runs it aborted, before its turn', async () => {
    const queue = taskQueue<string>(1)
    queue.add('a', held().run)
    let aborted = false
    queue.add('b', async (signal) => {
      aborted = signal.aborted
    })
    await queue.cancel('b')
    expect(aborted).toBe(true)
  })

  test('starts nothing after it was closed', () => {
    const queue = taskQueue<string>(1)
    queue.close()
    let ran = false
    queue.add('a', async () => {
      ran = true
    })
    expect(ran).toBe(false)
  })
})
