import type { ArticleId } from '../../shared/model.ts'
import type { VersionId } from '../../shared/versions.ts'
import type { LibraryContext } from './library-context.ts'
import { restoreVersion } from './restore-version.ts'
import type { CleanedArticle, Original } from './saving.ts'
import { addVersion, hasText, openVersion, versionsOf, versionsToCompare } from './versions.ts'

export type LibraryVersions = ReturnType<typeof libraryVersions>

/** The versions of a library's articles. */
export function libraryVersions(context: LibraryContext) {
  return {
    of: (id: ArticleId) => versionsOf(context, id),
    open: (id: ArticleId, version: VersionId) => openVersion(context, id, version),
    toCompare: (id: ArticleId, older: VersionId, newer: VersionId) => versionsToCompare(context, id, older, newer),
    hasText: (id: ArticleId, html: string) => hasText(context, id, html),
    add: (id: ArticleId, cleaned: CleanedArticle, original: Original) => addVersion(context, id, cleaned, original),
    restore: (id: ArticleId, version: VersionId) => restoreVersion(context, id, version),
  }
}
