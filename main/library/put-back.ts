import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import type { CleanReport } from '../../shared/saving.ts'
import type { ArticleId } from '../../shared/model.ts'
import type { FormerId } from '../../shared/versions.ts'
import { picturesIn, stateNow } from './document-state.ts'
import { existsSync, makeFolder, readBytes, readText, writeDurably } from './files.ts'
import { REPAIR_FILE } from './layout.ts'
import { loadRecord, type LibraryContext } from './library-context.ts'
import { completeWaiting, replacePresent } from './put-in-place.ts'
import { readHtml } from './reading.ts'
import { currentVersionId } from './versions.ts'

export type Formers = ReturnType<typeof formersOf>

/** The former texts of articles, for undoing what changes texts. */
export function formersOf(context: LibraryContext) {
  return {
    /**
     * Keeps an article's text as it is now, before something changes it.
     * @returns its name for `putBack`; `undefined` when there is no text that could be read
     */
    keep: (id: ArticleId): Promise<FormerId | undefined> =>
      context.inTurn(id, async () => {
        await completeWaiting(context, id)
        return await keepPresent(context, id).catch((error: unknown) => {
          if (error instanceof Failure && (error.error.code === 'not-ready' || error.error.code === 'damaged')) return undefined
          throw error
        })
      }),

    /** Forgets one that is not needed: the change did not come to be. */
    forget: async (former: FormerId | undefined): Promise<void> => {
      if (former !== undefined) await context.formers.forget(former)
    },

    putBack: (id: ArticleId, former: FormerId) => putBack(context, id, former),
  }
}

/**
 * Puts an article's text back as it was, byte for byte, with its repair, its pictures and the places of its highlights. What
 * is there now is kept in turn: the report's `before` names it.
 * @throws Failure not-found `former text` when it is kept no more or another version is the current one; damaged, disk-full,
 * read-only, and then as `replacePresent` says
 */
async function putBack(context: LibraryContext, id: ArticleId, former: FormerId): Promise<CleanReport> {
  return await context.changing(id, async () => {
    await completeWaiting(context, id)
    const state = context.formers.get(former)
    const html = await context.formers.document(former)
    if (state?.article !== id || html === undefined || state.version !== (await currentVersionId(context, id))) {
      throw new Failure({ code: 'not-found', what: 'former text' })
    }
    const before = await keepPresent(context, id)
    try {
      await bringPictures(context, id, [...picturesIn(html), ...(state.cleaned.leadPicture === undefined ? [] : [state.cleaned.leadPicture])])
      const report = await replacePresent(context, id, { ...state.cleaned, html }, { repair: state.repair, positions: state.positions })
      await context.formers.forget(former)
      return { ...report, before }
    } catch (error) {
      await context.formers.forget(before)
      throw error
    }
  })
}

async function keepPresent(context: LibraryContext, id: ArticleId): Promise<FormerId> {
  const html = await readHtml(context, id)
  const { record, folder } = await loadRecord(context.layout, id)
  const [version, repair] = [await currentVersionId(context, id), await readText(path.join(folder, REPAIR_FILE))]
  return await context.formers.add({ ...stateNow(context, record, folder), article: id, version, repair: repair ?? null }, html)
}

async function bringPictures(context: LibraryContext, id: ArticleId, names: readonly string[]): Promise<void> {
  const { folder } = await loadRecord(context.layout, id)
  for (const name of names) {
    const [place, kept] = [path.join(folder, name), context.formers.picture(id, name)]
    if (existsSync(place) || kept === undefined) continue
    const bytes = await readBytes(kept)
    await makeFolder(path.dirname(place))
    if (bytes !== undefined) await writeDurably(place, bytes, context.layout.tmp)
  }
}
