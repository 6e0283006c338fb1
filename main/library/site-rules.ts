import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import { isEmptyRepair, isStructural } from '../../shared/repair.ts'
import type { Repair, SiteRule } from '../../shared/repair.ts'
import { moveAsideSync, readBytes, writeDurably } from './files.ts'
import { newId } from './ids.ts'
import { instantOr, memberOf } from './json-members.ts'
import { SITE_RULES_FILE, type Layout } from './layout.ts'
import { assertWritable } from './library-context.ts'
import { readSelectors } from './repair-file.ts'
import { SITE_RULES_FORMAT, readStored, type Json } from './upgrade.ts'

/** The rules that the reader made for whole sites, in a file of the library that a synchroniser carries along. */
export interface SiteRules {
  /** Newest first; none when the file cannot be read. */
  list(): Promise<readonly SiteRule[]>
  /** Durable when it resolves. The same rule twice is one. @throws Failure invalid-argument, newer-version, disk-full, read-only */
  add(site: string, repair: Repair): Promise<SiteRule>
  /** Brings back a rule that was removed. */
  restore(rule: SiteRule): Promise<void>
  remove(id: string): Promise<void>
}

/**
 * Opens a library's rules. The file is read each time it is asked for: it is small, and another machine may have
 * changed it. A damaged one is kept aside before a new one is written.
 */
export function siteRulesOf(o: { readonly layout: Layout; readonly readOnly: boolean; readonly now: () => Date }): SiteRules {
  const file = path.join(o.layout.root, SITE_RULES_FILE)
  let turn: Promise<unknown> = Promise.resolve()

  async function read(): Promise<{ readonly json: Json; readonly rules: readonly SiteRule[] }> {
    const data = await readBytes(file)
    if (data === undefined) return { json: {}, rules: [] }
    const json = readStored(data, SITE_RULES_FORMAT, SITE_RULES_FILE)
    const rules: readonly unknown[] = Array.isArray(json['rules']) ? json['rules'] : []
    return { json, rules: rules.flatMap((one) => readRule(one) ?? []) }
  }

  /** Members of the file that this version does not know are kept. */
  function change(edit: (rules: readonly SiteRule[]) => readonly SiteRule[]): Promise<void> {
    const mine = turn.then(async () => {
      assertWritable(o.readOnly)
      const { json, rules } = await read().catch((error: unknown) => {
        if (!(error instanceof Failure) || error.error.code !== 'damaged') throw error
        moveAsideSync(file, o.now())
        return { json: {}, rules: [] }
      })
      const stored = { ...json, version: SITE_RULES_FORMAT.version, rules: edit(rules) }
      await writeDurably(file, JSON.stringify(stored, undefined, 2) + '\n', o.layout.tmp)
    })
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    async list() {
      await turn
      const { rules } = await read().catch(() => ({ rules: [] }))
      return rules.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    },
    async add(site, repair) {
      const { drop, keep } = repair
      if (isEmptyRepair(repair) || ![...drop, ...keep].every(isStructural)) {
        throw new Failure({ code: 'invalid-argument', problem: 'rule: it says nothing that holds for other pages' })
      }
      const now = o.now()
      let rule: SiteRule = { id: newId(now), site, createdAt: now.toISOString(), drop, keep }
      await change((rules) => {
        const same = rules.find((one) => one.site === site && sameRepair(one, repair))
        if (same !== undefined) rule = same
        return same === undefined ? [...rules, rule] : rules
      })
      return rule
    },
    restore: (rule) => change((rules) => (rules.some(({ id }) => id === rule.id) ? rules : [...rules, rule])),
    remove: (id) => change((rules) => rules.filter((rule) => rule.id !== id)),
  }
}

/** A rule of stored or foreign JSON; `undefined` when it is none. */
export function readRule(value: unknown): SiteRule | undefined {
  const [id, site] = [memberOf(value, 'id'), memberOf(value, 'site')]
  if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id) || typeof site !== 'string' || site === '' || site.length > 300) return undefined
  const drop = readSelectors(memberOf(value, 'drop')).filter(isStructural)
  const keep = readSelectors(memberOf(value, 'keep')).filter(isStructural)
  if (isEmptyRepair({ drop, keep })) return undefined
  return { id, site, createdAt: instantOr(memberOf(value, 'createdAt'), new Date(0).toISOString()), drop, keep }
}

function sameRepair(a: Repair, b: Repair): boolean {
  return JSON.stringify([a.drop, a.keep]) === JSON.stringify([b.drop, b.keep])
}
