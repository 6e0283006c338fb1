import type { Library } from '../library/library.ts'
import type { Saver } from '../save/save.ts'
import type { SettingsStore } from '../settings.ts'
import { sampleArticle } from './sample-article.ts'

/**
 * Puts the sample article into an empty library, once in this app's life: deleted, it never comes back by itself. Its
 * row is there at once; resolves when it is saved and its first passage highlighted.
 */
export async function addSample(
  library: Pick<Library, 'overview' | 'highlightQuote'>,
  saver: Pick<Saver, 'saveGiven' | 'whenSaved'>,
  settings: Pick<SettingsStore, 'sampleShown' | 'rememberSample'>,
): Promise<void> {
  if (settings.sampleShown()) return
  settings.rememberSample()
  const { counts, damaged, rebuilding, readOnly } = await library.overview()
  if (readOnly || rebuilding !== undefined || damaged.length > 0 || counts.all + counts.trash > 0) return
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
  if (state.kind === 'ready') await library.highlightQuote(article.id, { exact }, more)
}
