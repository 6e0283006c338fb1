import { fold } from '../../shared/anchor.ts'

/** A line of an article's text: the cleaner puts a newline between blocks. */
export interface Paragraph {
  /** Its words, white space folded. */
  readonly text: string
  /** Where it stands in the article's text, UTF-16 units, `end` exclusive. */
  readonly start: number
  readonly end: number
}

/** The paragraphs of an article's text, without empty ones. */
export function paragraphsOf(text: string): readonly Paragraph[] {
  const paragraphs: Paragraph[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const words = foldedWords(line)
    if (words !== '') paragraphs.push({ text: words, start, end: start + line.length })
    start += line.length + 1
  }
  return paragraphs
}

/** Text as a reader sees it: runs of white space as one space, invisible characters and the ends' space left out. */
export function foldedWords(text: string): string {
  return fold(text).text.trim()
}
