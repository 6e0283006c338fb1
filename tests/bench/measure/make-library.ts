import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from '../../../shared/anchor.ts'
import { COLOURS } from '../../../shared/model.ts'
import type { ArticleId, Highlight, HighlightId } from '../../../shared/model.ts'
import { writeAnnotations } from '../../../main/library/annotation-file.ts'
import { articleText } from '../../../main/library/article-text.ts'
import { writeRecord } from '../../../main/library/article-record.ts'
import { ANNOTATIONS_FILE, ARTICLE_FILE, HTML_FILE, layoutOf, liveFolder } from '../../../main/library/layout.ts'
import { randomFrom, vocabulary } from './synthetic-text.ts'

export interface SyntheticLibrary {
  readonly articles: number
  /** Mean words of an article; storage was measured with 1,102. */
  readonly words?: number
}

/** Minutes between two articles' saving times. */
const APART = 37

/**
 * Writes a library of synthetic articles: words by Zipf's law over an invented vocabulary, some Chinese and Japanese,
 * 40 % of the articles with highlights. The same numbers give the same library.
 */
export function makeLibrary(folder: string, { articles, words = 1100 }: SyntheticLibrary): readonly ArticleId[] {
  const random = randomFrom(20_26)
  const say = vocabulary(random)
  const layout = layoutOf(folder)
  const ids: ArticleId[] = []
  for (let number = 0; number < articles; number++) {
    const id = idOf(number)
    const savedAt = new Date(Date.UTC(2020, 0, 1) + number * APART * 60_000).toISOString()
    const cjk = random() < 0.04
    const title = say.title(cjk)
    const paragraphs = say.paragraphs(Math.max(40, Math.round(words * (0.3 + 1.4 * random()))), cjk)
    const html = documentOf(title, paragraphs)
    const target = liveFolder(layout, id)
    mkdirSync(target, { recursive: true })
    writeFileSync(join(target, HTML_FILE), html)
    if (random() < 0.4) {
      const count = 1 + Math.floor(random() * random() * 20)
      writeFileSync(join(target, ANNOTATIONS_FILE), annotationsOf(articleText(html), count, savedAt, random, say))
    }
    writeFileSync(
      join(target, ARTICLE_FILE),
      writeRecord({
        version: 1,
        id,
        url: `https://site${number % 400}.example/${number}`,
        address: `https://site${number % 400}.example/${number}`,
        source: { kind: 'address' },
        state: { kind: 'ready' },
        title,
        byline: say.name(),
        siteName: `Site ${number % 400}`,
        publishedAt: savedAt.slice(0, 10),
        language: cjk ? 'ja' : 'en',
        direction: 'ltr',
        excerpt: paragraphs[0]?.slice(0, 200) ?? '',
        wordCount: words,
        readingMinutes: Math.max(1, Math.round(words / 230)),
        savedAt,
        updatedAt: savedAt,
        cleanedAt: savedAt,
        tags: random() < 0.5 ? [`tag ${Math.floor(random() * 60)}`] : [],
        favourite: random() < 0.1,
        ...(random() < 0.3 && { archivedAt: savedAt }),
        pictures: { kept: 0, missing: [] },
        bytes: html.length,
        confidence: 0.9,
      }),
    )
    ids.push(id)
  }
  return ids
}

function documentOf(title: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map((text, at) => (at % 7 === 3 ? `<h2>${text.slice(0, 40)}</h2>\n<p>${text}</p>` : `<p>${text}</p>`))
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head>\n<body><header><h1>${title}</h1></header>\n<main>\n${body.join('\n')}\n</main></body></html>\n`
}

function annotationsOf(
  text: string,
  count: number,
  at: string,
  random: () => number,
  say: ReturnType<typeof vocabulary>,
): string {
  const highlights = Array.from({ length: count }, (_, number): Highlight => {
    const start = Math.floor(random() * Math.max(1, text.length - 300))
    return {
      ...describe(text, { start, end: start + 20 + Math.floor(random() * 200) }),
      id: idOf(900_000_000 + Math.floor(random() * 1e9)) as string as HighlightId,
      colour: COLOURS[number % COLOURS.length] ?? 'yellow',
      note: random() < 0.5 ? say.title(false) : '',
      tags: [],
      createdAt: at,
      updatedAt: at,
      lost: false,
    }
  })
  return JSON.stringify(writeAnnotations({ highlights, deleted: [], note: '' }), undefined, 2)
}

/** A ULID made of a number, so that names are the same in every run. */
function idOf(number: number): ArticleId {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz'
  let rest = number * 7919 + 1
  let tail = ''
  for (let place = 0; place < 16; place++) {
    tail = (digits[rest % 32] ?? '0') + tail
    rest = Math.floor(rest / 32)
  }
  const time = Date.UTC(2020, 0, 1) + number * APART * 60_000
  let head = ''
  for (let place = 0, left = time; place < 10; place++) {
    head = (digits[left % 32] ?? '0') + head
    left = Math.floor(left / 32)
  }
  return (head + tail) as ArticleId
}
