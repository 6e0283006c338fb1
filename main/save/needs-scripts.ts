import type { CleanedPage } from './clean.ts'

/** With fewer words than this, a page that wants scripts has not shown its article. */
const FEW_WORDS = 60
/** With fewer than this, when cleaning is unsure of what it found as well. */
const STILL_FEW_WORDS = 200
const UNSURE = 0.6

/** Bytes at a page's beginning in which its signs are looked for. */
export const SIGNS_WITHIN = 300_000

/** Signs in a page's source that its text is made by scripts. Each looks a bounded way ahead: the page is hostile. */
const SIGNS: readonly RegExp[] = [
  // What the makers of pages write for visitors without scripts.
  /<noscript\b[^>]{0,200}>(?:(?!<\/?noscript)[^]){0,1000}?(?:javascript|\benable|\bscripts?\b|\bbrowser)/i,
  // The place where an application builds itself, empty as served.
  /<(?:div|main|section)\b[^>]{0,200}\bid\s?=\s?["']?(?:root|app|__next|__nuxt|___gatsby|react-root|svelte|main-app|application|q-app|page)["']?[^>]{0,200}>\s{0,200}(?:<!--(?:(?!-->)[^]){0,200}-->\s{0,200}){0,3}<\/(?:div|main|section)>/i,
  /<(?:app-root|ember-app|my-app)\b|\bng-app\b|\bdata-reactroot\b|\bng-version=/i,
  /__NEXT_DATA__|__NUXT__|__INITIAL_STATE__|__APOLLO_STATE__|__PRELOADED_STATE__/,
  /(?:enable|requires?|turn on|activate)\s+java\s?script/i,
]

/**
 * Whether a page that was fetched plainly should be opened with its scripts: nothing was found on it, or so little that
 * its own signs of being made by scripts are to be believed.
 * @param cleaned undefined when cleaning found no article
 */
export function needsScripts(html: string, cleaned: CleanedPage | undefined): boolean {
  if (!showsLittle(cleaned) || !/<script\b/i.test(html)) return false
  return cleaned === undefined || SIGNS.some((sign) => sign.test(html))
}

/** Whether so little was found that the page's source is worth a look. */
export function showsLittle(cleaned: CleanedPage | undefined): boolean {
  if (cleaned === undefined) return true
  const { wordCount } = cleaned.metadata
  return wordCount < FEW_WORDS || (wordCount < STILL_FEW_WORDS && cleaned.confidence < UNSURE)
}
