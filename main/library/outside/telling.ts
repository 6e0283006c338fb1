import type { ArticleId } from '../../../shared/model.ts'

/** Tells of changes, many at a time. */
export interface Telling {
  /** These changed; none named: any may have. */
  tell(ids: readonly ArticleId[]): void
  stop(): void
}

/**
 * Collects changes, so that the list is not fetched over and over: the first is told at once, what follows it at most once
 * in `every` milliseconds.
 */
export function tellingEvery(every: number, changed: (ids: readonly ArticleId[]) => void): Telling {
  const untold = new Set<ArticleId>()
  let all = false
  let toldAt = -Infinity
  let timer: NodeJS.Timeout | undefined
  const now = () => {
    timer = undefined
    toldAt = performance.now()
    changed(all ? [] : [...untold])
    untold.clear()
    all = false
  }
  return {
    tell(ids) {
      all ||= ids.length === 0
      for (const id of ids) untold.add(id)
      timer ??= setTimeout(now, Math.max(0, toldAt + every - performance.now())).unref()
    },
    stop: () => clearTimeout(timer),
  }
}
