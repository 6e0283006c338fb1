import { Failure } from '../../../shared/errors.ts'
import type { CleanJob, CleanedPage } from '../clean.ts'
import { countWords, readingMinutes } from './words.ts'

/** Plain text as an article: first version, every line a paragraph. */
export function cleanText(text: string, job: CleanJob): CleanedPage {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim()).filter((line) => line !== '')
  if (lines.length === 0) throw new Failure({ code: 'no-article' })
  const [title = job.name ?? '', ...rest] = lines
  const body = rest.length > 0 ? rest : [title]
  const wordCount = countWords(body.join(' '))
  const html = body.map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</p>\n`).join('')
  return {
    metadata: { title, direction: 'ltr', excerpt: body[0]?.slice(0, 300) ?? '', wordCount, readingMinutes: readingMinutes(wordCount) },
    html,
    pictures: [],
    confidence: 0.5,
  }
}
