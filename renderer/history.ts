import { attempt } from './attempt.ts'
import { announce } from './ui/announcer.tsx'
import { showToast } from './ui/toast.tsx'

/** Something that changes the library and can be taken back: two inverse calls of the Api. */
export interface Deed {
  /** In the past tense, as a toast says it: `Archived 3 articles`. */
  readonly label: string
  readonly run: () => Promise<unknown>
  readonly undo: () => Promise<unknown>
  /** How to do it again, where that is not `run`: what was made is brought back, not made anew. */
  readonly redo?: () => Promise<unknown>
  /** Say it in a toast with an Undo button; for what makes something disappear from sight. */
  readonly toast?: boolean
}

/** More than anybody takes back; keeps a long session from growing without end. */
const LONGEST = 300

let done: readonly Deed[] = []
let undone: readonly Deed[] = []
const listeners = new Set<() => void>()
// One after the other: an undo pressed while the deed is still on its way waits for it.
let queue: Promise<unknown> = Promise.resolve()

/**
 * Does it and remembers how to take it back. Rejects, and remembers nothing, when it fails.
 */
export function carryOut(deed: Deed): Promise<void> {
  return enqueue(async () => {
    await deed.run()
    remember(deed)
    if (deed.toast) showToast(deed.label, { label: 'Undo', run: () => void undoDeed(deed) })
  })
}

/** Remembers a deed that was done already. */
export function remember(deed: Deed): void {
  keep([...done, deed].slice(-LONGEST), [])
}

/** What undo and redo would do now, in the words of their deeds. */
export function historyLabels(): { readonly undo?: string; readonly redo?: string } {
  const [back, again] = [done.at(-1)?.label, undone.at(-1)?.label]
  return { ...(back !== undefined && { undo: back }), ...(again !== undefined && { redo: again }) }
}

/** Listens for changes of what can be undone and redone. Answers a function that stops listening. */
export function onHistoryChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Takes the last deed back. */
export function undo(): Promise<void> {
  return enqueue(async () => {
    const deed = done.at(-1)
    if (!deed) return announce('Nothing to undo')
    await takeBack(deed)
  })
}

/** Does again what was taken back last. */
export function redo(): Promise<void> {
  return enqueue(async () => {
    const deed = undone.at(-1)
    if (!deed) return announce('Nothing to redo')
    await attempt(async () => {
      await (deed.redo ?? deed.run)()
      keep([...done, deed], undone.slice(0, -1))
      showToast(`${deed.label} again`, { label: 'Undo', run: () => void undoDeed(deed) })
    })
  })
}

/** Forgets everything; for tests. */
export function forgetHistory(): void {
  keep([], [])
}

/** Takes this very deed back, which need not be the last one any more: the button of its toast. */
function undoDeed(deed: Deed): Promise<void> {
  return enqueue(async () => {
    if (done.includes(deed)) await takeBack(deed)
  })
}

async function takeBack(deed: Deed): Promise<void> {
  await attempt(async () => {
    await deed.undo()
    keep(done.filter((one) => one !== deed), [...undone, deed]) // prettier-ignore
    showToast(`Undone: ${deed.label.charAt(0).toLowerCase()}${deed.label.slice(1)}`, { label: 'Redo', run: () => void redo() })
  })
}

function keep(nowDone: readonly Deed[], nowUndone: readonly Deed[]): void {
  done = nowDone
  undone = nowUndone
  for (const listener of listeners) listener()
}

function enqueue(work: () => Promise<void>): Promise<void> {
  const result = queue.then(work)
  queue = result.catch(() => undefined)
  return result
}
