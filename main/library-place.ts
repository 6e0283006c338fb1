import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '../shared/errors.ts'
import type { Api } from '../shared/ipc.ts'
import type { Desktop } from './api.ts'
import { givenLibraryFolder } from './library-folder.ts'
import { isWritable, makeFolder } from './library/files.ts'
import { libraryAt } from './library/library-id.ts'
import type { SettingsStore } from './settings.ts'

/** How often it is looked whether a library that is away has come back, in milliseconds. */
const LOOK_EVERY = 2_000

/** What the window may ask for while there is no library: where to look for it. */
export type PlaceCalls = Pick<Api, 'chooseLibrary' | 'beginLibrary'>

/** Where the library is looked for. */
export interface LibraryPlace {
  readonly folder: () => string
  /** Whether a new library is to be begun there, although another one is missed. */
  readonly beginsNew: () => boolean
  /** The library is not there: looks for it from now on, and tells when it has come. */
  watch(): void
  /** @param open opens the library of the place, or fails as the last attempt did that is still under way */
  calls(open: () => Promise<unknown>): PlaceCalls
}

/** The place of the library, beginning with `folder`. */
export function libraryPlace(o: {
  readonly folder: string
  readonly settings: Pick<SettingsStore, 'rememberLibrary'>
  readonly choose: Desktop['choose']
  /** There is a library now. */
  readonly onThere: () => void
}): LibraryPlace {
  let { folder } = o
  let beginsNew = false
  let offered: string | undefined
  let timer: NodeJS.Timeout | undefined

  const look = async (): Promise<void> => {
    const found = await libraryAt(folder)
    timer = undefined
    if (found === undefined) watch()
    else o.onThere()
  }
  function watch(): void {
    timer ??= setTimeout(() => void look(), LOOK_EVERY).unref()
  }

  async function openAt(next: string, isNew: boolean, open: () => Promise<unknown>): Promise<void> {
    // An attempt that is under way is one on the old place.
    const isOpen = await open().then(() => true, () => false)
    if (isOpen) return
    const before = folder
    folder = next
    beginsNew = isNew
    try {
      await open()
      // Who says at every start where the library is, says it for that start.
      if (givenLibraryFolder() === undefined) o.settings.rememberLibrary(folder)
    } catch (error) {
      folder = before
      throw error
    } finally {
      beginsNew = false
    }
  }

  return {
    folder: () => folder,
    beginsNew: () => beginsNew,
    watch,
    calls: (open) => ({
      async chooseLibrary() {
        const [chosen] = await o.choose('library')
        if (chosen === undefined) return { kind: 'none' }
        for (const at of [chosen, join(chosen, 'Lectern')]) {
          if ((await libraryAt(at)) === undefined) continue
          await openAt(at, false, open)
          return { kind: 'open' }
        }
        const isEmpty = (await readdir(chosen).catch(() => ['?'])).every((name) => name.startsWith('.'))
        offered = isEmpty ? chosen : undefined
        return { kind: isEmpty ? 'empty' : 'no-library', folder: chosen }
      },
      async beginLibrary(where) {
        const at = where === 'here' ? folder : offered
        if (at === undefined) throw new Failure({ code: 'invalid-argument', problem: 'No folder was chosen' })
        // Opening would show an empty library that cannot be written to.
        await makeFolder(at).catch(() => undefined)
        if (!(await isWritable(at))) throw new Failure({ code: 'read-only', what: 'library' })
        await openAt(at, true, open)
      },
    }),
  }
}
