import { api, errorOf, onEvent } from '../api.ts'
import { savingInBulk } from '../batches/batch-store.ts'
import { libraryStore } from './library-store.ts'
import { reloadRows } from './list-rows.ts'

/** Changes that come in a burst (a bulk archive, an import) are fetched once. */
const DELAY_MS = 40
/** While changes never end, because thousands are being saved, the list is fetched so often. */
const EVERY_MS = 400

let timer: number | undefined
let reloadedAt = -Infinity
let overviewTurn = 0

/** Fetches what is on screen again, and the counts. */
export function reload(): void {
  reloadedAt = performance.now()
  window.clearTimeout(timer)
  timer = undefined
  void fetchRowsAndCounts()
}

/** Fetches what is on screen, and the counts. Resolves when both are there, or are not. */
export async function fetchRowsAndCounts(): Promise<void> {
  await Promise.all([reloadRows(), fetchOverview()])
}

/** Fetches the list again whenever the library has changed. Answers a function that stops. */
export function followChanges(): () => void {
  const deaf = onEvent('articles-changed', () => {
    const wait = savingInBulk() ? EVERY_MS - (performance.now() - reloadedAt) : 0
    timer ??= window.setTimeout(reload, Math.max(DELAY_MS, wait))
  })
  return () => {
    deaf()
    window.clearTimeout(timer)
    timer = undefined
    reloadedAt = -Infinity
  }
}

async function fetchOverview(): Promise<void> {
  const mine = ++overviewTurn
  try {
    const overview = await api.overview()
    if (mine === overviewTurn) libraryStore.setState({ overview })
  } catch (thrown) {
    // The list says what is wrong with the library; its counts need not say it twice.
    errorOf(thrown)
  }
}
