import type { PageFacts } from './metadata.ts'
import { finishCode } from './code.ts'
import { finishHeadings } from './headings.ts'
import { finishIds } from './ids.ts'
import { tidy } from './tidy.ts'

/** What follows Readability, in order: each step is small, and none may take more than its share of the text. */
export function after(article: HTMLElement, facts: PageFacts): void {
  finishCode(article)
  finishHeadings(article, facts.title)
  finishIds(article)
  tidy(article)
}
