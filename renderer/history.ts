import type { AppError } from '../shared/errors.ts'
import { errorOf } from './api.ts'
import { attempt } from './attempt.ts'
import { announce } from './ui/announcer.tsx'
import { showError, showToast } from './ui/toast.tsx'

/** Something that changes the library and can be taken back: two inverse calls of the Api. */
export interface Deed {
  /** In the past tense, as a toast says it: `Archived 3 articles`. */
  readonly label: string
  /** May answer `Parted` when it did not do all, or not just what was asked. So may `undo` and `redo`. */
  readonly run: () => Promise<unknown>
  readonly undo: () => Promise<unknown>
  /** How to do it again, where that is not `run`: what was made is brought back, not made anew. */
  readonly redo?: () => Promise<unknown>
  /** Say it in a toast with an Undo button; for what makes something disappear from sight. */
  readonly toast?: boolean
  /** It takes long: other deeds do not wait for it, and it can be stopped where it is. One that cannot be stopped has a `stop` that does nothing. */
  readonly stop?: () => void
}

/** What a deed on many articles leaves, which may have been stopped or refused midway: a part that is done, and one that is not. */
export class Parted {
  readonly done: Deed | undefined
  readonly undone: Deed | undefined
  /** Why it is not whole, unless it was stopped. */
  readonly problem: AppError | undefined

  constructor(done: Deed | undefined, undone: Deed | undefined, problem?: AppError) {
    this.done = done
    this.undone = undone
    this.problem = problem
  }
}

/** A deed that takes long and is on its way. */
interface Going {
  readonly deed: Deed
  readonly way: 'forth' | 'back'
  readonly ended: Promise<void>
}

/** More than anybody takes back; keeps a long session from growing without end. */
const LONGEST = 300

let done: readonly Deed[] = []
let undone: readonly Deed[] = []
let going: readonly Going[] = []
/** What is about to become deeds, or nothing. */
const coming = new Set<Promise<unknown>>()
const listeners = new Set<() => void>()
// One after the other: an undo pressed while the deed is still on its way waits for it.
let queue: Promise<unknown> = Promise.resolve()

/**
 * Does it and remembers how to take it back. Rejects, and remembers nothing, when it fails.
 */
export function carryOut(deed: Deed): Promise<void> {
  return inTurn(deed, 'forth', async () => {
    const { done: did, problem } = partsOf(await deed.run(), new Parted(deed, undefined))
    if (!did) return
    add(did)
    if (did.toast || problem) say(did.label, { label: 'Undo', run: () => void undoDeed(did) }, problem)
  })
}

/**
 * Undo and redo that are asked for from now on wait for this work: whoever awaits it does a deed right then, which is the
 * last one for them. Answers the work.
 */
export function becoming<T>(work: Promise<T>): Promise<T> {
  const over = work.catch(() => undefined).then(nextTask)
  coming.add(over)
  void over.then(() => coming.delete(over))
  return work
}

/**
 * Remembers a deed that was done already, or is being done and may come to nothing. It comes after whatever was begun before
 * it, though that may end later.
 * @param deed never rejects
 */
export function remember(deed: Deed | Promise<Deed | undefined>): void {
  void enqueue(async () => {
    const did = await deed
    if (did) add(did)
  })
}

/** What undo and redo would do now, in the words of their deeds. */
export function historyLabels(): { readonly undo?: string; readonly redo?: string } {
  const last = going.at(-1)
  const [back, again] = [
    last?.way === 'forth' ? last.deed.label : done.at(-1)?.label,
    last?.way === 'back' ? last.deed.label : undone.at(-1)?.label,
  ]
  return { ...(back !== undefined && { undo: back }), ...(again !== undefined && { redo: again }) }
}

/** Listens for changes of what can be undone and redone. Answers a function that stops listening. */
export function onHistoryChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Takes the last deed back; one that is still on its way is stopped where it is. */
export async function undo(): Promise<void> {
  await settle('forth')
  await enqueue(async () => {
    const deed = done.at(-1)
    if (!deed) return announce('Nothing to undo')
    return { work: takeBack(deed), short: !deed.stop }
  })
}

/** Does again what was taken back last; an undo that is still on its way is stopped where it is. */
export async function redo(): Promise<void> {
  await settle('back')
  await enqueue(async () => {
    const deed = undone.at(-1)
    if (!deed) return announce('Nothing to redo')
    return { work: doAgain(deed), short: !deed.stop }
  })
}

/** Forgets everything, what is on its way as well; for tests. */
export function forgetHistory(): void {
  going = []
  coming.clear()
  queue = Promise.resolve()
  keep([], [])
}

/** Takes this very deed back, which need not be the last one any more: the button of its toast. */
export async function undoDeed(deed: Deed): Promise<void> {
  await enqueue(async () => {
    if (done.includes(deed)) return { work: takeBack(deed), short: !deed.stop }
  })
}

/** Resolves when all that waits for what has just been settled has gone on. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve)
  })
}

/** Stops what takes long and goes this way, and waits for all that is on its way. */
async function settle(stopping: Going['way']): Promise<void> {
  await Promise.all(coming)
  const waited = going
  for (const one of waited) if (one.way === stopping) one.deed.stop?.()
  await Promise.all(waited.map(({ ended }) => ended))
}

// Out of the lists while it is on its way, so that it is not begun twice; back in them if it fails and may succeed later.
function takeBack(deed: Deed): Promise<void> {
  keep(done.filter((one) => one !== deed), undone) // prettier-ignore
  return inTurnOf(deed, 'back', () =>
    attempt(async () => {
      const parts = await orElse(deed.undo, () => keep([...done, deed], undone))
      const { done: left, undone: back, problem } = partsOf(parts, new Parted(undefined, deed))
      keep([...done, ...(left ? [left] : [])], [...undone, ...(back ? [back] : [])])
      if (back) say(`Undone: ${uncapitalised(back.label)}`, { label: 'Redo', run: () => void redo() }, problem)
    }),
  )
}

function doAgain(deed: Deed): Promise<void> {
  keep(done, undone.filter((one) => one !== deed)) // prettier-ignore
  return inTurnOf(deed, 'forth', () =>
    attempt(async () => {
      const parts = await orElse(deed.redo ?? deed.run, () => keep(done, [...undone, deed]))
      const { done: did, undone: left, problem } = partsOf(parts, new Parted(deed, undefined))
      keep([...done, ...(did ? [did] : [])], [...undone, ...(left ? [left] : [])])
      if (did) say(`${did.label} again`, { label: 'Undo', run: () => void undoDeed(did) }, problem)
    }),
  )
}

async function orElse(work: () => Promise<unknown>, failed: () => void): Promise<unknown> {
  try {
    return await work()
  } catch (thrown) {
    // What it was about is gone for good: kept, it would stand before everything older for ever.
    if (errorOf(thrown).code !== 'not-found') failed()
    throw thrown
  }
}

function partsOf(answer: unknown, whole: Parted): Parted {
  return answer instanceof Parted ? answer : whole
}

/** Says what was done; of what ended midway, also why. */
function say(text: string, action: { readonly label: string; readonly run: () => void }, problem: AppError | undefined): void {
  if (problem) showError(problem, { text: `${text}, but not all.`, action })
  else showToast(text, action)
}

function uncapitalised(label: string): string {
  return `${label.charAt(0).toLowerCase()}${label.slice(1)}`
}

function add(deed: Deed): void {
  keep([...done, deed].slice(-LONGEST), [])
}

function keep(nowDone: readonly Deed[], nowUndone: readonly Deed[]): void {
  done = nowDone
  undone = nowUndone
  tell()
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** What takes long goes on beside the queue; all else waits for its turn in it. */
function inTurn(deed: Deed, way: Going['way'], work: () => Promise<void>): Promise<void> {
  return deed.stop ? inTurnOf(deed, way, work) : enqueue(work)
}

function inTurnOf(deed: Deed, way: Going['way'], work: () => Promise<void>): Promise<void> {
  if (!deed.stop) return work()
  const working = work()
  const one: Going = { deed, way, ended: working.then(over, over) }
  function over(): void {
    going = going.filter((other) => other !== one)
    tell()
  }
  going = [...going, one]
  tell()
  return working
}

/** Work that was begun in its turn; the queue waits for its end only when it is short. */
interface Begun {
  readonly work: Promise<void>
  readonly short: boolean
}

/** Runs work in its turn; resolves when it has ended, also where that goes on beside the queue. */
async function enqueue(work: () => Promise<Begun | void>): Promise<void> {
  const result = queue.then(work)
  queue = result.then((begun) => (begun?.short ? begun.work : undefined)).catch(() => undefined)
  await (await result)?.work
}
