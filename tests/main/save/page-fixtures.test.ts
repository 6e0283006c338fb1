import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bodyText } from '../../../main/export/text.ts'
import { articleDocument } from '../../../main/save/article-document.ts'
import { clean } from '../../../main/save/clean.ts'
import type { CleanJob, CleanedPage } from '../../../main/save/clean.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'fixtures', 'pages')

/** `LECTERN_ACCEPT=<slug>` (or `all`) writes what cleaning gives as what is expected, once somebody has looked at it. */
const accepted = process.env['LECTERN_ACCEPT']

describe('page fixtures', () => {
  for (const slug of readdirSync(FOLDER)) {
    test(slug, () => {
      const given = fixture(slug)
      const page = clean(given)
      const outcome = outcomeOf(page)
      if (accepted === slug || accepted === 'all') {
        for (const [name, content] of Object.entries(outcome)) writeFileSync(join(FOLDER, slug, name), content)
      }
      for (const [name, content] of Object.entries(outcome)) {
        const file = join(FOLDER, slug, name)
        expect(existsSync(file), `${file} is missing. Look at the outcome, then: LECTERN_ACCEPT=${slug} npx vitest run --project node ${import.meta.filename}`).toBe(true)
        expect(content, `${slug}/${name}`).toBe(readFileSync(file, 'utf8'))
      }
    })
  }
})

function fixture(slug: string): CleanJob {
  const folder = join(FOLDER, slug)
  const given = join(folder, 'given.json')
  const about = existsSync(given) ? (JSON.parse(readFileSync(given, 'utf8')) as Omit<CleanJob, 'bytes'>) : {}
  const isText = existsSync(join(folder, 'source.txt'))
  return { ...about, contentType: isText ? 'text/plain' : 'text/html', bytes: readFileSync(join(folder, isText ? 'source.txt' : 'source.html')) }
}

function outcomeOf(page: CleanedPage): Record<string, string> {
  const { html, ...rest } = page
  const document = articleDocument(page, [], { savedAt: '2026-01-01T00:00:00.000Z' })
  return {
    'expected.html': `${html.trim()}\n`,
    'expected.txt': `${bodyText(document)}\n`,
    'expected.json': `${JSON.stringify(rest, undefined, 2)}\n`,
  }
}
