import path from 'node:path'
import type { ArticleId } from '../../../shared/model.ts'
import { isWholeDocument } from '../article-text.ts'
import { existsSync, readText, stampSync } from '../files.ts'
import { ANNOTATIONS_FILE, folderNow, HTML_FILE } from '../layout.ts'
import type { LibraryContext } from '../library-context.ts'
import { annotationsNow } from './annotations-now.ts'
import type { SeenFiles } from './annotation-memory.ts'

/**
 * Looks at the articles that were opened of late, one of which the window is showing: annotations that another program
 * replaced are brought together with ours, a document that it changed is told. What cannot be read now, because it is
 * only half there, is looked at the next time. A few dozen calls of the file system.
 */
export async function lookAtSeen(context: LibraryContext, onDocumentChange: (id: ArticleId) => void): Promise<void> {
  for (const seen of context.memory.seenFiles()) {
    if (!isOther(context, seen)) continue
    // What was changed here is not finished before its turn ends.
    await context.inTurn(seen.id, () => lookAgain(context, seen.id, onDocumentChange)).catch(() => undefined)
  }
}

async function lookAgain(context: LibraryContext, id: ArticleId, onDocumentChange: (id: ArticleId) => void): Promise<void> {
  const seen = context.memory.seenFiles().find((one) => one.id === id)
  if (seen === undefined) return
  const { folder } = folderNow(context.layout, id)
  const file = path.join(folder, HTML_FILE)
  const document = stampSync(file)
  if (seen.document !== undefined && document !== seen.document && document !== '') {
    const html = await readText(file)
    if (html !== undefined && isWholeDocument(html)) {
      context.memory.sawDocument(id, document)
      onDocumentChange(id)
    }
  }
  if (stampSync(path.join(folder, ANNOTATIONS_FILE)) !== seen.annotations) annotationsNow(context, id, folder)
}

function isOther(context: LibraryContext, { id, annotations, document }: SeenFiles): boolean {
  const { folder } = folderNow(context.layout, id)
  if (!existsSync(folder)) return false
  if (stampSync(path.join(folder, ANNOTATIONS_FILE)) !== annotations) return true
  return document !== undefined && stampSync(path.join(folder, HTML_FILE)) !== document
}
