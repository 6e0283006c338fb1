import path from 'node:path'
import type { ArticleId } from '../../../shared/model.ts'
import type { Annotations } from '../annotation-file.ts'
import { openAnnotations } from '../annotation-store.ts'
import { stampSync } from '../files.ts'
import { ANNOTATIONS_FILE } from '../layout.ts'
import type { LibraryContext } from '../library-context.ts'

/**
 * An article's annotations as they are now, to be called in the article's turn. When another program replaced the file
 * since it was last seen, what was changed here a short while ago is brought together with its version, so that nothing of
 * either side is lost, and everybody who shows them is told.
 * @throws Failure damaged, newer-version, disk-error
 */
export function annotationsNow(context: LibraryContext, id: ArticleId, folder: string): Annotations {
  const file = path.join(folder, ANNOTATIONS_FILE)
  const stamp = stampSync(file)
  const isNews = context.memory.seenFiles().some((one) => one.id === id && one.annotations !== stamp)
  const store = openAnnotations(context.layout, folder, false, context.now())
  const merged = context.memory.withOwn(id, store.annotations, stamp)
  if (merged === store.annotations || context.readOnly) context.memory.saw(id, merged, stamp)
  else {
    store.write(merged)
    context.memory.saw(id, merged, stampSync(file))
    context.inBackground(context.refresh([id]).then(() => context.changed([id])))
  }
  if (isNews) context.annotationsChanged(id)
  return merged
}
