import type { CleanedPage } from './clean.ts'

/** With fewer words than this, a page that wants scripts has not shown its article. */
const FEW_WORDS = 60
/** With fewer than this, when cleaning is unsure of what it found as well. */
const STILL_FEW_WORDS = 200
const UNSURE = 0.6

/** Signs in a page's source that its text is made by scripts. */
const SIGNS: readonly RegExp[] = [
  // What the makers of pages write for visitors without scripts.
  /<noscript\b[^>]*>(?:(?!<\/noscript)[^]){0,2000}?(?:javascript|enable|scripts?\b|browser)/i,
  // The place where an application builds itself, empty as served.
  /<(?:div|main|section)\b[^>]*\bid\s*=\s*["']?(?:root|app|__next|__nuxt|___gatsby|react-root|svelte|main-app|application|q-app|page)["']?[^>]*>\s*(?:<!--(?:(?!-->)[^])*-->\s*)*<\/(?:div|main|section)>/i,
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
  if (!/<script\b/i.test(html)) return false
  if (cleaned === undefined) return true
  const { wordCount } = cleaned.metadata
  const few = wordCount < FEW_WORDS || (wordCount < STILL_FEW_WORDS && cleaned.confidence < UNSURE)
  return few && SIGNS.some((sign) => sign.test(html))
}
