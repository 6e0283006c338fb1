import { Failure } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import { writeRecord } from './article-record.ts'
import { existsSync } from './files.ts'
import { newId } from './ids.ts'
import { ARTICLE_FILE, HTML_FILE, liveFolder, trashFolder } from './layout.ts'
import { assertThere, assertWritable, type LibraryContext } from './library-context.ts'
import { makeWhole, readyRecord } from './put-in-place.ts'
import { newRecord, writeOriginal, type CleanedArticle, type NewArticle } from './saving.ts'
import { temporaryPath } from './temporary-names.ts'

/** Articles written together at most: more would make those that wait for their end wait longer, and gain nothing. */
const MOST = 16
/** How long an article waits for others to be written with, in milliseconds. */
const LINGER = 250

/** Adds articles that are cleaned already. */
export interface WholeArticles {
  /** Whether there is nothing of an article yet, not even in the trash. */
  isNew(id: ArticleId): boolean
  /**
   * Makes an article that is ready at once; its folder is made whole in tmp/ and moved into place. Durable when it resolves,
   * and in the index. What comes within a moment is written at the same time, and told to the index and the window once.
   * @throws Failure disk-full, read-only, library-away, disk-error; then there is nothing of it
   */
  add(article: NewArticle, cleaned: CleanedArticle, savedAt: Date): Promise<ArticleId>
  /** What was added waits no longer for others to be written with. */
  writeNow(): void
}

interface Waiting {
  readonly id: ArticleId
  readonly article: NewArticle
  readonly cleaned: CleanedArticle
  readonly savedAt: Date
  readonly settle: (written: Promise<void>) => void
}

/** The adding side of a library. */
export function wholeArticlesOf(context: LibraryContext): WholeArticles {
  const waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  let isWriting = false

  const write = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    if (isWriting || waiting.length === 0) return
    isWriting = true
    try {
      await writeTogether(context, waiting.splice(0, MOST))
    } finally {
      isWriting = false
    }
    if (waiting.length >= MOST) void write()
    else if (waiting.length > 0) timer ??= setTimeout(() => void write(), LINGER)
  }

  return {
    isNew: (id) => !existsSync(liveFolder(context.layout, id)) && !existsSync(trashFolder(context.layout, id)),
    add: async (article, cleaned, savedAt) => {
      assertWritable(context.readOnly)
      assertThere(context.layout)
      const id = article.id ?? (newId(savedAt) as ArticleId)
      const written = new Promise<void>((settle) => waiting.push({ id, article, cleaned, savedAt, settle }))
      context.inBackground(written)
      if (waiting.length >= MOST) void write()
      else timer ??= setTimeout(() => void write(), LINGER)
      await written
      return id
    },
    writeNow: () => void write(),
  }
}

/** Never fails as a whole: each is told what became of it. */
async function writeTogether(context: LibraryContext, group: readonly Waiting[]): Promise<void> {
  const ids = group.map(({ id }) => id)
  // When the index cannot note it, they are still written: files are the truth, and the next start compares.
  await context.index.pending(ids).catch(() => undefined)
  const written = await Promise.allSettled(group.map((one) => context.inTurn(one.id, () => writeOne(context, one))))
  await context.refresh(ids)
  context.changed(ids)
  for (const [at, { settle }] of group.entries()) {
    const how = written[at]
    settle(how?.status === 'rejected' ? Promise.reject(how.reason as Error) : Promise.resolve())
  }
}

async function writeOne(context: LibraryContext, { id, article, cleaned, savedAt }: Waiting): Promise<void> {
  const place = liveFolder(context.layout, id)
  // A folder would be moved over an empty one.
  if (existsSync(place)) throw new Failure({ code: 'invalid-argument', problem: 'There is such an article' })
  const files = new Map<string, Uint8Array | string>([[HTML_FILE, cleaned.html]])
  if (article.original !== undefined) await writeOriginal(article.original, async (name, data) => void files.set(name, data))
  const bytes = [...files.values()].reduce((sum, data) => sum + Buffer.byteLength(data), 0)
  const record = readyRecord(newRecord(article, id, savedAt), cleaned, savedAt.toISOString())
  files.set(ARTICLE_FILE, writeRecord({ ...record, bytes }))
  await makeWhole(temporaryPath(context.layout.tmp, id), place, files)
}
