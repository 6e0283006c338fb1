import { Failure } from '../../shared/errors.ts'
import type { BlockSelector, Repair, RepairPreview, RepairReport, RepairView, SiteRule } from '../../shared/repair.ts'
import type { ArticleId } from '../../shared/model.ts'
import { isEmptyRepair, NO_REPAIR } from '../../shared/repair.ts'
import type { Library } from '../library/library.ts'
import { articleDocument } from './article-document.ts'
import type { CleanedPage } from './clean.ts'
import type { Cleaner } from './cleaner.ts'
import { knownPicturesOf, placeKnown } from './kept-pictures.ts'
import type { Saver } from './save.ts'
import { siteOfAddress } from './site-cleaner.ts'

export type Repairer = ReturnType<typeof startRepairer>

/**
 * The reader's corrections of cleaning: shows the original as blocks, shows what a repair would make of the article, and
 * makes it so. Looking never changes anything and asks no server.
 * @param o.cleaner one that knows the rules of sites
 */
export function startRepairer(o: { readonly library: Library; readonly cleaner: Cleaner; readonly saver: Pick<Saver, 'cleanAgain'> }) {
  const { library, cleaner, saver } = o

  async function preview(id: ArticleId, repair: Repair, remember: Repair = NO_REPAIR): Promise<RepairPreview> {
    const original = await library.readOriginal(id)
    const site = isEmptyRepair(remember) ? {} : { site: [remember] }
    const page = await cleaner.clean({ ...original, repair: { article: repair, ...site, report: 'standing' } })
    return previewOf(id, page)
  }

  /** The document as it would be stored; a picture that is not on the disk yet is shown as missing. */
  async function previewOf(id: ArticleId, page: CleanedPage): Promise<RepairPreview> {
    const { savedAt, url } = await library.find(id)
    const placements = await placeKnown(page.pictures, await knownPicturesOf(library, id), async (rest) =>
      rest.map(({ urls }) => ({ kind: 'missing', url: urls[0] ?? '', problem: 'not-wanted' })),
    )
    return {
      html: articleDocument(page, placements, { ...(url !== undefined && { url }), savedAt }),
      wordCount: page.metadata.wordCount,
      standing: page.repair?.standing ?? [],
      refused: page.repair?.refused ?? [],
    }
  }

  /** The rule, if it is new: one that was there already is neither this repair's nor its undoing's. */
  async function addRule(site: string, remember: Repair): Promise<SiteRule | undefined> {
    const before = await library.siteRules.list()
    const rule = await library.siteRules.add(site, remember)
    return before.some(({ id }) => id === rule.id) ? undefined : rule
  }

  return {
    preview,

    /** @throws Failure not-found, not-ready, not-a-page for what is no HTML, no-article, too-complex */
    async view(id: ArticleId): Promise<RepairView> {
      const { title, state } = await library.find(id)
      if (state.kind !== 'ready') throw new Failure({ code: 'not-ready', id })
      const [original, stored] = await Promise.all([library.readOriginal(id), library.repairs.of(id)])
      const before = { drop: stored.drop, keep: stored.keep }
      const page = await cleaner.clean({ ...original, repair: { report: 'outline', locate: before } })
      const { outline, located } = page.repair ?? {}
      // Plain text is kept whole, or has no blocks that could be told apart.
      if (outline === undefined || located === undefined) throw new Failure({ code: 'not-a-page', type: 'text/plain' })
      const selectors = (numbers: readonly number[]): BlockSelector[] => numbers.flatMap((number) => outline.blocks[number]?.selector ?? [])
      const repair = { drop: selectors(located.drop), keep: selectors(located.keep) }
      const shown = isEmptyRepair(repair) ? await previewOf(id, page) : await preview(id, repair)
      const site = siteOfAddress(original.url)
      return { ...shown, title, outline, repair, ...(site !== undefined && { site }) }
    },

    /**
     * Cleans with the repair and keeps it, and the rule for the site if one is given. When cleaning fails, both are as
     * they were.
     * @throws Failure invalid-argument, and what cleaning fails of
     */
    async repair(id: ArticleId, repair: Repair, remember: Repair | undefined): Promise<RepairReport> {
      const before = await library.repairs.of(id)
      const site = remember === undefined ? undefined : siteOfAddress((await library.readOriginal(id)).url)
      if (remember !== undefined && site === undefined) throw new Failure({ code: 'invalid-argument', problem: 'The article has no site' })
      const known = [...(await knownPicturesOf(library, id)).values()]
      const former = await library.formers.keep(id)
      const rule = remember === undefined || site === undefined ? undefined : await addRule(site, remember)
      try {
        await library.repairs.set(id, repair, known)
        const report = await saver.cleanAgain(id, former)
        // Its pictures were needed once more, to be put back.
        if (isEmptyRepair(repair)) await library.repairs.putBack(id, { ...NO_REPAIR, accepted: before.accepted, pictures: [] })
        return { ...report, ...(rule !== undefined && { rule }) }
      } catch (thrown) {
        if (rule !== undefined) await library.siteRules.remove(rule.id)
        await library.repairs.putBack(id, before)
        await library.formers.forget(former)
        throw thrown
      }
    },
  }
}
