import type { ArticleId } from '../../shared/model.ts'
import { assertNever } from '../../shared/errors.ts'
import type { ArticleVersion, DifferenceBlock, VersionComparison, VersionId } from '../../shared/versions.ts'
import { readIds, UsageError, type Command, type CommandContext } from './command.ts'
import { singleLine } from './table.ts'

export const versionsCommand: Command = {
  name: 'versions',
  operands: '<id>',
  summary: "List an article's versions, or compare two of them",
  options: {
    compare: { value: 'older', help: 'what changed from this version to the one named after it; without one, to the current version' },
  },
  details: `lectern versions <id> --compare <older> [<newer>]
Versions are named by the time of their fetching. In a comparison, lines that begin with - were removed, those with + added;
in a line that begins with ~, [-these words-] became {+those+}. Unchanged paragraphs are counted.`,
  prepare(words, options) {
    const [id, newer, ...more] = words
    const older = options.text('compare')
    const [article] = readIds(id === undefined ? [] : [id])
    if (article === undefined || more.length > 0 || (newer !== undefined && older === undefined)) {
      throw new UsageError('name one article, and with --compare one version or two')
    }
    return async (at) => {
      if (older === undefined) return list(at, article)
      const other = newer ?? (await at.api.versionsOf(article))[0]?.id ?? ''
      print(at, article, await at.api.compareVersions(article, older as VersionId, other as VersionId))
      return true
    }
  },
}

async function list(at: CommandContext, id: ArticleId): Promise<boolean> {
  const versions = await at.api.versionsOf(id)
  const current = versions.find((one) => one.current)?.id ?? ''
  for (const version of versions) {
    const { title, wordCount } = version
    const age = version.current ? 'current' : version.id > current ? 'newer  ' : 'older  '
    at.print({ id, ...line(version) }, `${version.id}  ${age}  ${singleLine(title)}  (${wordCount} words)`)
  }
  return true
}

function line({ id, current, fetchedAt, title, byline, publishedAt, wordCount }: ArticleVersion): object {
  return { version: id, current, fetchedAt, title, byline: byline ?? null, publishedAt: publishedAt ?? null, wordCount }
}

function print(at: CommandContext, id: ArticleId, comparison: VersionComparison): void {
  const { older, newer, counts, blocks } = comparison
  const highlights = comparison.highlights.map(({ block: _block, after, ...highlight }) => ({ ...highlight, after: after ?? null }))
  const about = highlights.map(({ colour, change, before, after }) =>
    singleLine(`highlight (${colour}) ${change}: ${before}${after === null ? '' : ` → ${after}`}`),
  )
  at.print(
    { id, older: line(older), newer: line(newer), counts, blocks, highlights },
    [`--- ${older.id}`, `+++ ${newer.id}`, ...about, ...blocks.map(lineOf)].join('\n'),
  )
}

function lineOf(block: DifferenceBlock): string {
  switch (block.kind) {
    case 'same':
      return `  (${block.paragraphs.length} unchanged)`
    case 'added':
      return `+ ${singleLine(block.text)}`
    case 'removed':
      return `- ${singleLine(block.text)}`
    case 'changed':
      return `~ ${singleLine(block.parts.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`)).join(''))}`
    default:
      return assertNever(block)
  }
}
