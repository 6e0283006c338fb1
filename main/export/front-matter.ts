import type { ArticleSummary } from '../../shared/model.ts'
import { obsidianTag } from './markdown-text.ts'

/** YAML front matter with the properties that Obsidian's own clipper writes, so that both kinds of notes sort together. */
export function frontMatter(article: ArticleSummary): string {
  const tags = article.tags.map(obsidianTag).filter((tag) => tag !== '')
  const lines = [
    `title: ${quoted(article.title)}`,
    `source: ${quoted(article.url ?? '')}`,
    article.byline === undefined ? 'author: []' : `author:\n  - ${quoted(`[[${article.byline.replace(/[[\]|#^]/g, '')}]]`)}`,
    `published: ${article.publishedAt?.slice(0, 10) ?? ''}`.trimEnd(),
    `created: ${article.savedAt.slice(0, 10)}`,
    `description: ${quoted(article.excerpt)}`,
    tags.length === 0 ? 'tags: []' : `tags:\n${tags.map((tag) => `  - ${quoted(tag)}`).join('\n')}`,
  ]
  return `---\n${lines.join('\n')}\n---`
}

/** A YAML string in double quotes, which JSON's strings are, but for the line ends that only YAML knows. */
function quoted(text: string): string {
  return JSON.stringify(text.replace(/\s+/g, ' ').trim()).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
