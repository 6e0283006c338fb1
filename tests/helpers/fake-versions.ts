import type { ArticleSummary, Highlight } from '../../shared/model.ts'
import { versionIdOf } from '../../shared/versions.ts'
import type { ArticleVersion, ChangedHighlight, VersionComparison } from '../../shared/versions.ts'

/** Two older versions of every article, a week and a year before it. */
export function fakeVersions(summary: ArticleSummary): readonly ArticleVersion[] {
  const { title, byline, wordCount, savedAt } = summary
  return [0, 7, 365].map((days, index) => {
    const fetchedAt = new Date(new Date(savedAt).getTime() - days * 86_400_000).toISOString()
    return { id: versionIdOf(fetchedAt), current: index === 0, fetchedAt, title, ...(byline && { byline }), wordCount: wordCount - 7 * index }
  })
}

/** A difference with every kind of block in it, made of the article's own paragraphs. */
export function fakeComparison(older: ArticleVersion, newer: ArticleVersion, text: string, highlights: readonly Highlight[]): VersionComparison {
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '')
  const [first = '', second = '', third = '', ...rest] = paragraphs
  const words = second.split(' ')
  const changed = highlights.slice(0, 2).map(({ id, colour, note, quote }, index): ChangedHighlight => ({
    id, colour, note, before: quote.exact, block: index === 0 ? 1 : 3,
    ...(index === 0 ? { change: 'changed', after: `${quote.exact}, or nearly` } : { change: 'gone' }),
  })) // prettier-ignore
  return {
    older,
    newer,
    counts: { same: 1 + rest.length, added: 1, removed: 1, changed: 1 },
    blocks: [
      { kind: 'same', paragraphs: [first] },
      { kind: 'changed', parts: [{ kind: 'same', text: `${words.slice(0, 6).join(' ')} ` }, { kind: 'removed', text: 'as everybody knew' }, { kind: 'added', text: 'as somebody said' }, { kind: 'same', text: ` ${words.slice(6).join(' ')}` }] },
      { kind: 'same', paragraphs: rest },
      { kind: 'removed', text: third },
      { kind: 'added', text: 'Nothing of the kind was ever seen again, and the council has kept a plan for it ever since.' },
    ],
    highlights: changed,
  }
}
