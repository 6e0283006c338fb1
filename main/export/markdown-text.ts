import TurndownService from 'turndown'
import type { Highlight } from '../../shared/model.ts'

/** Text with every character escaped that Markdown would take for markup. */
function escapeMarkdown(text: string): string {
  return new TurndownService().escape(text).replaceAll('<', '\\<')
}

/** One line of text, escaped, fit for a heading or a link. */
export function markdownLine(text: string): string {
  return escapeMarkdown(text.replace(/\s+/g, ' ').trim())
}

/** A tag as Obsidian reads one: `#` is not part of it, and it holds no white space. */
export function obsidianTag(tag: string): string {
  return tag.trim().replace(/\s+/g, '-').replace(/[^\p{L}\p{M}\p{N}_/-]/gu, '')
}

/** A highlight as a quote, its note below it as it was written, and a line with its colour and tags. */
export function highlightMarkdown({ quote, note, colour, tags, lost }: Highlight): string {
  const lines = quote.exact.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  const quoted = lines.map((line) => `> ${escapeMarkdown(line)}`).join('\n>\n')
  const about = [colour, ...tags.map((tag) => `#${obsidianTag(tag)}`), ...(lost ? ['no longer in the article'] : [])]
  return [quoted, note.trim(), `— ${about.join(' · ')}`].filter((part) => part !== '').join('\n\n')
}
