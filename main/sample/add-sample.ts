import type { LibraryHighlights } from '../library/highlights.ts'
import type { Library } from '../library/library.ts'
import type { Saver } from '../save/save.ts'
import type { SettingsStore } from '../settings.ts'
import { sampleArticle } from './sample-article.ts'

/**
 * Puts the sample article into an empty library, once in this app's life: deleted, it never comes back by itself. Its
 * row is there at once; resolves when it is saved and its first passage highlighted.
 */
export async function addSample(
  library: Pick<Library, 'overview' | 'list'> & { readonly highlights: Pick<LibraryHighlights, 'addQuote'> },
  saver: Pick<Saver, 'saveGiven' | 'whenSaved'>,
  settings: Pick<SettingsStore, 'sampleShown' | 'rememberSample'>,
): Promise<void> {
  if (settings.sampleShown()) return
  settings.rememberSample()
  if (!(await isNew(library))) return
  const { title, html, highlight } = sampleArticle()
  const { exact, ...more } = highlight
  const { article } = await saver.saveGiven({
    source: { kind: 'sample' },
    title,
    tags: [],
    original: {
      bytes: new TextEncoder().encode(html),
      contentType: 'text/html; charset=utf-8',
      fetchedAt: new Date().toISOString(),
    },
  })
  const { state } = await saver.whenSaved(article.id)
  if (state.kind === 'ready') await library.highlights.addQuote(article.id, { exact }, more)
}

/** Asks for rows and not for counts: rows are waited for while the index is being built, and a new one always is. */
async function isNew(library: Pick<Library, 'overview' | 'list'>): Promise<boolean> {
  for (const view of ['all', 'trash'] as const) {
    const { total } = await library.list({ view, text: '', offset: 0, limit: 1 })
    if (total > 0) return false
  }
  const { damaged, readOnly } = await library.overview()
  return damaged.length === 0 && !readOnly
}
