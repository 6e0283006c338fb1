import { ARTICLE_FORMATS } from '../../shared/export-formats.ts'
import { forEachId, readIds, UsageError, type Command } from './command.ts'

export const showCommand: Command = {
  name: 'show',
  operands: '<id>',
  summary: 'Print one article',
  options: { format: { value: 'format', help: `one of ${ARTICLE_FORMATS.join(', ')} (default: markdown; json with --json)` } },
  details: `text is the body alone: no title, byline, date or captions, blocks on lines of their own.
With --json, a format other than json is printed as {id, format, content}.`,
  prepare(words, options) {
    if (words.length !== 1) throw new UsageError('name one article by its id')
    const asked = options.oneOf('format', ARTICLE_FORMATS)
    return async (at) => {
      const format = asked ?? (at.json ? 'json' : 'markdown')
      return forEachId(at, readIds(words), async (id) => {
        const content = await at.api.articleContent(id, format)
        if (!at.json) at.printDocument(content)
        else at.print(format === 'json' ? (JSON.parse(content) as object) : { id, format, content }, '')
      })
    }
  },
}
