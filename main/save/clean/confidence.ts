import type { PageFacts } from './metadata.ts'
import { squeezed } from './words.ts'

/**
 * How sure it is that the article was found, 0 to 1: enough text, in paragraphs rather than links, a fair share of
 * the page, and a title; and never surer than the share of the page's own prose that the article holds. Where the reader
 * is told to have a look: `SURE_ENOUGH` in `shared/repair.ts`.
 */
export function confidenceOf(root: Element, page: { readonly pageText: number; readonly facts: PageFacts; readonly lost: number }): number {
  const length = squeezed(root.textContent).length
  if (length === 0) return 0
  const inLinks = [...root.querySelectorAll('a')].reduce((sum, link) => sum + squeezed(link.textContent).length, 0)
  const inProse = [...root.querySelectorAll('p, li, pre, blockquote, td, dd')].reduce(
    (sum, element) => sum + (element.querySelector('p, li') === null ? squeezed(element.textContent).length : 0),
    0,
  )
  const size = Math.min(1, length / 1500)
  const prose = Math.min(1, inProse / length)
  const links = Math.max(0, 1 - (2 * inLinks) / length)
  const share = Math.min(1, (3 * length) / Math.max(length, page.pageText))
  const title = page.facts.title === '' ? 0.7 : 1
  const sure = title * (0.35 * size + 0.25 * prose + 0.2 * links + 0.2 * share)
  return Math.round(100 * Math.min(sure, 1 - page.lost)) / 100
}
