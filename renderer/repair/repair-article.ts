import type { ArticleId } from '../../shared/model.ts'
import type { Repair, SiteRule } from '../../shared/repair.ts'
import { api } from '../api.ts'
import { carryOut } from '../history.ts'
import { exchange } from '../put-back.ts'
import { shownAnew } from '../reader/clean-again.ts'

/** Repairs an article, in a way that can be taken back: the article, its highlights and the site's rules are then as before. */
export async function repairArticle(id: ArticleId, o: { readonly repair: Repair; readonly remember: Repair | undefined; readonly site: string | undefined }): Promise<void> {
  let rule: SiteRule | undefined
  let putBack: (() => Promise<unknown>) | undefined
  await carryOut({
    label: o.remember && o.site ? `Repaired the cleaning, and remembered it for ${o.site}` : 'Repaired the cleaning',
    run: async () => {
      const report = await api.repairArticle(id, o.repair, o.remember ? { rememberForSite: o.remember } : {})
      rule = report.rule
      putBack = report.before && exchange(id, report.before)
      shownAnew(id)
    },
    undo: async () => {
      await putBack?.()
      if (rule) await api.removeSiteRule(rule.id)
      shownAnew(id)
    },
    redo: async () => {
      await putBack?.()
      if (rule) await api.restoreSiteRule(rule)
      shownAnew(id)
    },
    stop: () => undefined,
    toast: true,
  })
}

/** Removes a rule for a site, in a way that can be taken back. */
export async function removeSiteRule(rule: SiteRule): Promise<void> {
  await carryOut({
    label: `Removed a rule for ${rule.site}`,
    run: () => api.removeSiteRule(rule.id),
    undo: () => api.restoreSiteRule(rule),
    toast: true,
  })
}
