import { wrapLooseText } from './block-list.ts'
import { finishCaptions } from './captions.ts'
import { finishCode } from './code.ts'
import { finishHeadings } from './headings.ts'
import { finishIds } from './ids.ts'
import type { PageFacts } from './metadata.ts'
import { placeNotes } from './notes.ts'
import type { Note } from './notes.ts'
import { dropByName } from './places.ts'
import { dropItemNumbers } from './repeats.ts'
import { tidy } from './tidy.ts'
import { trim } from './trim.ts'
import { joinVerses } from './verse.ts'

/** What follows Readability, in order: each step is small, and none may take more than its share of the text. */
export function after(article: HTMLElement, facts: PageFacts, notes: readonly Note[] = []): void {
  finishCode(article)
  finishCaptions(article)
  dropByName(article)
  joinVerses(article)
  dropItemNumbers(article)
  wrapLooseText(article)
  trim(article, facts)
  finishHeadings(article, facts.title)
  placeNotes(article, notes)
  finishIds(article)
  tidy(article)
}
