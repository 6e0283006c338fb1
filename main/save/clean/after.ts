import { wrapLooseText } from './block-list.ts'
import { finishCaptions } from './captions.ts'
import { finishCode } from './code.ts'
import { finishHeadings } from './headings.ts'
import { finishIds } from './ids.ts'
import type { PageFacts } from './metadata.ts'
import { dropByName } from './places.ts'
import { tidy } from './tidy.ts'
import { trim } from './trim.ts'

/** What follows Readability, in order: each step is small, and none may take more than its share of the text. */
export function after(article: HTMLElement, facts: PageFacts): void {
  finishCode(article)
  finishCaptions(article)
  dropByName(article)
  wrapLooseText(article)
  trim(article, facts)
  finishHeadings(article, facts.title)
  finishIds(article)
  tidy(article)
}
