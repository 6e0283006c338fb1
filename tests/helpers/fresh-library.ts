import { afterEach, beforeEach } from 'vitest'
import type { Library } from '../../main/library/library.ts'
import { tempLibrary, type TempLibrary } from './temp-library.ts'

/** The library of one test. */
export interface FreshLibrary {
  readonly temp: TempLibrary
  /** The library, as it was opened last. */
  readonly library: Library
  /** As after a restart: closed, and opened anew. */
  restart(): Promise<void>
}

/** Gives each test of a file an open library in fresh folders, which end with it. */
export function freshLibrary(): FreshLibrary {
  let now: { readonly temp: TempLibrary; library: Library } | undefined
  const opened = () => {
    if (now === undefined) throw new Error('there is a library only while a test runs')
    return now
  }
  beforeEach(async () => {
    const temp = tempLibrary()
    now = { temp, library: await temp.open() }
  })
  afterEach(async () => {
    await now?.temp.remove()
    now = undefined
  })
  return {
    get temp() {
      return opened().temp
    },
    get library() {
      return opened().library
    },
    async restart() {
      const { library, temp } = opened()
      await library.close()
      now = { temp, library: await temp.open() }
    },
  }
}
