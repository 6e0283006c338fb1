import { currentRoute, go } from '../route.ts'
import { beginWith } from './start-library.ts'
import { lastList } from './list-memory.ts'

/** Begins with the list that was shown last and the place where it stood, unless the window was opened at a place of its own. */
export function restoreList(): void {
  const last = location.hash === '' ? lastList() : undefined
  if (!last) {
    const { view, tag } = currentRoute()
    return beginWith({ view, tag }, { rows: 0 })
  }
  const { view, tag, search, place } = last
  go({ view, ...(tag && { tag }), ...(search && { search }) }, 'replace')
  beginWith({ view, tag }, place)
}
