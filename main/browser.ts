import type { BrowserState, BrowserStep } from '../shared/browser.ts'
import { Failure } from '../shared/errors.ts'
import type { FetchedPage } from './save/fetch-page.ts'

/** Where the reader browses, logs in, and saves what is seen; only a desktop has one. */
export interface Browser {
  /** Brings it up, at an address when one is given. `mayBePrivate`: the reader's own hand gave it. */
  open(start?: { readonly address: string; readonly mayBePrivate: boolean }): Promise<void>
  state(): Promise<BrowserState>
  /** @throws Failure invalid-address */
  go(step: BrowserStep): Promise<void>
  /** The page as it stands. @throws Failure not-found, timeout, too-large */
  seen(): Promise<FetchedPage>
  /** Drops cookies and everything else that pages stored. */
  forgetLogIns(): Promise<void>
}

const refuse = (): Promise<never> => Promise.reject(new Failure({ code: 'invalid-argument', problem: 'no desktop' }))

/** In the command line, and for other processes: they shall not use the reader's log-ins. */
export const NO_BROWSER: Browser = { open: refuse, state: refuse, go: refuse, seen: refuse, forgetLogIns: refuse }
