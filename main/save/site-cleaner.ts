import type { SiteRule } from '../../shared/repair.ts'
import type { Cleaner } from './cleaner.ts'

/** Whose rules hold for an address: its host without `www.`; `undefined` for what is no web address. */
export function siteOfAddress(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, hostname } = new URL(address)
  return /^https?:$/.test(protocol) && hostname !== '' ? hostname.replace(/^www\./, '') : undefined
}

/** A cleaner that knows the rules of each page's site, for every way by which a page is cleaned. */
export function siteCleaner(cleaner: Cleaner, rules: () => Promise<readonly SiteRule[]>): Cleaner {
  return {
    ...cleaner,
    async clean(job, signal) {
      const site = siteOfAddress(job.url)
      if (site === undefined) return cleaner.clean(job, signal)
      const own = (await rules()).filter((rule) => rule.site === site)
      if (own.length === 0) return cleaner.clean(job, signal)
      return cleaner.clean({ ...job, repair: { ...job.repair, site: [...own, ...(job.repair?.site ?? [])] } }, signal)
    },
  }
}
