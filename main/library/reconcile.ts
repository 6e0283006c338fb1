import path from 'node:path'
import type { ArticleId } from '../../shared/model.ts'
import { readAnnotations } from './annotation-file.ts'
import { openAnnotations } from './annotation-store.ts'
import { readBytes, remove } from './files.ts'
import { relativeName } from './layout.ts'
import type { LibraryContext } from './library-context.ts'
import { mergeAnnotations } from './merge-annotations.ts'
import { parseJson } from './upgrade.ts'

/** How long the index may work on texts before it answers others again, in milliseconds. */
const TEXT_SLICE = 50

/** How far comparing the folder with the index has come. */
export interface Reconciling {
  /** Rows of all articles are in the index: lists, counts and addresses are complete. */
  readonly rows: Promise<void>
  /** And their texts: search is complete. */
  readonly texts: Promise<void>
  progress(): { readonly done: number; readonly total: number } | undefined
  stop(): void
}

/**
 * Compares the library's folder with the index and makes the index the same: rows first, so that the list is whole as
 * early as can be, then texts, newest articles first. Merges copies that a synchroniser made of annotations.
 */
export function reconcile(context: LibraryContext, after: Promise<unknown>): Reconciling {
  const { index } = context
  let stopped = false
  let progress: { done: number; total: number } | undefined

  const rows = after.then(async () => {
    const parts = await index.parts()
    for (const part of parts) {
      if (stopped) return
      const { changed, conflicts } = await index.scan(part)
      if (changed.length > 0) context.changed(changed)
      for (const conflict of conflicts) if (!context.readOnly) await mergeConflict(context, conflict.id, conflict.file)
    }
    await index.complete()
  })
  const texts = rows.then(async () => {
    for (;;) {
      if (stopped) return
      const { left, total } = await index.indexTexts(TEXT_SLICE)
      const wasRunning = progress !== undefined
      progress = left === 0 ? undefined : { done: total - left, total }
      if (left === 0) {
        if (wasRunning) context.changed([])
        return
      }
    }
  })
  const quiet = (work: Promise<void>) => work.catch(() => undefined)
  return {
    rows: quiet(rows),
    texts: quiet(texts),
    progress: () => progress,
    stop: () => {
      stopped = true
    },
  }
}

/**
 * Merges a conflict copy into the article's annotations and removes it. A copy that cannot be read is left alone: it may
 * not be whole yet.
 * @returns whether it was merged
 */
export async function mergeConflict(context: LibraryContext, id: ArticleId, file: string): Promise<boolean> {
  try {
    return await context.changing(id, async () => {
      const data = await readBytes(file)
      if (data === undefined) return false
      const name = relativeName(context.layout, file)
      const theirs = readAnnotations(parseJson(data, name), name)
      const store = openAnnotations(context.layout, path.dirname(file), true, context.now())
      store.write(mergeAnnotations(store.annotations, theirs))
      await remove(file)
      context.annotationsChanged(id)
      return true
    })
  } catch {
    return false
  }
}
