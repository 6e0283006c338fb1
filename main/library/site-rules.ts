import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import { isEmptyRepair, isStructural } from '../../shared/repair.ts'
import type { Repair, SiteRule } from '../../shared/repair.ts'
import { moveAsideSync, readBytes, writeDurably } from './files.ts'
import { newId } from './ids.ts'
import { instantOr, memberOf, optional } from './json-members.ts'
import { SITE_RULES_FILE, type Layout } from './layout.ts'
import { assertWritable } from './library-context.ts'
import { mergeLists, readRemoved, type MergeableList } from './outside/merge-lists.ts'
import { changedAt } from './outside/times.ts'
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
  /** Takes in another version of the file, by id and time. @throws Failure damaged, newer-version, and as `add` */
  merge(data: Uint8Array): Promise<void>
}

/**
 * Opens a library's rules. The file is read each time it is asked for: it is small, and another machine may have
 * changed it. A damaged one is kept aside before a new one is written.
 */
export function siteRulesOf(o: { readonly layout: Layout; readonly readOnly: boolean; readonly now: () => Date }): SiteRules {
  const file = path.join(o.layout.root, SITE_RULES_FILE)
  let turn: Promise<unknown> = Promise.resolve()

  async function read(): Promise<StoredRules> {
    const data = await readBytes(file)
    return data === undefined ? { json: {}, entries: [], removed: [] } : rulesIn(data)
  }

  /** Members of the file that this version does not know are kept. */
  function change(edit: (rules: MergeableList<SiteRule>) => MergeableList<SiteRule>): Promise<void> {
    const mine = turn.then(async () => {
      assertWritable(o.readOnly)
      const { json, ...list } = await read().catch((error: unknown) => {
        if (!(error instanceof Failure) || error.error.code !== 'damaged') throw error
        moveAsideSync(file, o.now())
        return { json: {}, entries: [], removed: [] }
      })
      const { entries: rules, removed } = edit(list)
      const stored = { ...json, version: SITE_RULES_FORMAT.version, rules, removed }
      if (JSON.stringify(stored) === JSON.stringify(json)) return
      await writeDurably(file, JSON.stringify(stored, undefined, 2) + '\n', o.layout.tmp)
    })
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    async list() {
      await turn
      const { entries } = await read().catch(() => ({ entries: [] }))
      return entries.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    },
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
    restore: (rule) =>
      change(({ entries, removed }) => {
        if (entries.some(({ id }) => id === rule.id)) return { entries, removed }
        const gone = removed.find(({ id }) => id === rule.id)
        const updatedAt = gone === undefined ? rule.updatedAt : changedAt(o.now(), gone.removedAt)
        return { entries: [...entries, { ...rule, ...optional('updatedAt', updatedAt) }], removed: removed.filter((one) => one !== gone) }
      }),
    remove: (id) =>
      change(({ entries, removed }) => {
        const rule = entries.find((one) => one.id === id)
        if (rule === undefined) return { entries, removed }
        const gone = { id, removedAt: changedAt(o.now(), rule.createdAt, rule.updatedAt) }
        return { entries: entries.filter((one) => one !== rule), removed: [...removed, gone] }
      }),
    async merge(data) {
      const theirs = rulesIn(data)
      await change((mine) => mergeLists(mine, theirs))
    },
  }
}

interface StoredRules extends MergeableList<SiteRule> {
  readonly json: Json
}

/** @throws Failure damaged, newer-version */
function rulesIn(data: Uint8Array): StoredRules {
  const json = readStored(data, SITE_RULES_FORMAT, SITE_RULES_FILE)
  const rules: readonly unknown[] = Array.isArray(json['rules']) ? json['rules'] : []
  return { json, entries: rules.flatMap((one) => readRule(one) ?? []), removed: readRemoved(json['removed']) }
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
