import { createStore, useStore } from 'zustand'
import type { BrowserState, BrowserStep } from '../../shared/browser.ts'
import type { AppError } from '../../shared/errors.ts'
import { api, errorOf, onEvent } from '../api.ts'
import { forgetSaving } from './saving-store.ts'

interface Bar {
  /** What main says of the page. */
  readonly page: BrowserState
  /** Why the last move was none. */
  readonly problem: AppError | undefined
  /** What is being typed as an address; undefined while the field shows where the page is. */
  readonly typed: string | undefined
}

const NOTHING: BrowserState = { address: '', title: '', loading: false, canGoBack: false, canGoForward: false, shown: false }

const barStore = createStore<Bar>(() => ({ page: NOTHING, problem: undefined, typed: undefined }))

/** What the bar shows, and again whenever it changes. */
export function useBar(): Bar {
  return useStore(barStore)
}

/** Keeps the bar told of the page; answers a function that stops. */
export function startBar(): () => void {
  let isTold = false
  const stop = onEvent('browser-changed', ({ state }) => {
    isTold = true
    show(state)
  })
  // What was told meanwhile is newer than the answer.
  api.browserState().then((state) => isTold || show(state), errorOf)
  return stop
}

/** Moves the browser; what is wrong with an address is shown. */
export function move(step: BrowserStep): void {
  barStore.setState({ problem: undefined })
  if (step.kind !== 'focus-page') forgetSaving()
  api.moveBrowser(step).catch((thrown: unknown) => barStore.setState({ problem: errorOf(thrown) }))
}

/** Keeps what is typed; undefined shows the page's address again. */
export function typeAddress(typed: string | undefined): void {
  barStore.setState({ typed })
}

function show(page: BrowserState): void {
  if (page.address === barStore.getState().page.address) return barStore.setState({ page })
  // Another page is there: what was typed and said belongs to the last one.
  forgetSaving()
  barStore.setState({ page, problem: undefined, typed: undefined })
}
