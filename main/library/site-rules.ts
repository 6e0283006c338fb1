import { Failure } from '../../shared/errors.ts'
import { isEmptyRepair, isStructural } from '../../shared/repair.ts'
import type { Repair, SiteRule } from '../../shared/repair.ts'
import { newId } from './ids.ts'
import { instantOr, memberOf, optional } from './json-members.ts'
import { SITE_RULES_FILE, type Layout } from './layout.ts'
import { listFile, type ListFile } from './list-file.ts'
import { readSelectors } from './repair-file.ts'
import { SITE_RULES_FORMAT } from './upgrade.ts'

/** The rules that the reader made for whole sites, in a file of the library that a synchroniser carries along. */
export interface SiteRules extends Pick<ListFile<SiteRule>, 'list' | 'restore' | 'remove' | 'merge'> {
  /** Durable when it resolves. The same rule twice is one. @throws Failure invalid-argument, newer-version, disk-full, read-only */
  add(site: string, repair: Repair): Promise<SiteRule>
}

/** Opens a library's rules. */
export function siteRulesOf(o: { readonly layout: Layout; readonly readOnly: boolean; readonly now: () => Date }): SiteRules {
  const { list, restore, remove, merge, change } = listFile<SiteRule>({
    ...o,
    file: SITE_RULES_FILE,
    format: SITE_RULES_FORMAT,
    member: 'rules',
    read: readRule,
  })
  return {
    list,
    restore,
    remove,
    merge,
    async add(site, repair) {
      const { drop, keep } = repair
      if (isEmptyRepair(repair) || ![...drop, ...keep].every(isStructural)) {
        throw new Failure({ code: 'invalid-argument', problem: 'rule: it says nothing that holds for other pages' })
      }
      const now = o.now()
      let rule: SiteRule = { id: newId(now), site, createdAt: now.toISOString(), drop, keep }
      await change(({ entries, removed }) => {
        const same = entries.find((one) => one.site === site && sameRepair(one, repair))
        if (same !== undefined) rule = same
        return { entries: same === undefined ? [...entries, rule] : entries, removed }
      })
      return rule
    },
  }
}

/** A rule of stored or foreign JSON; `undefined` when it is none. */
export function readRule(value: unknown): SiteRule | undefined {
  const [id, site] = [memberOf(value, 'id'), memberOf(value, 'site')]
  if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id) || typeof site !== 'string' || site === '' || site.length > 300) return undefined
  const drop = readSelectors(memberOf(value, 'drop')).filter(isStructural)
  const keep = readSelectors(memberOf(value, 'keep')).filter(isStructural)
  if (isEmptyRepair({ drop, keep })) return undefined
  const createdAt = instantOr(memberOf(value, 'createdAt'), new Date(0).toISOString())
  return { id, site, createdAt, ...optional('updatedAt', instantOr(memberOf(value, 'updatedAt'), undefined)), drop, keep }
}

function sameRepair(a: Repair, b: Repair): boolean {
  return JSON.stringify([a.drop, a.keep]) === JSON.stringify([b.drop, b.keep])
}
