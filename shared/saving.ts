import type { ArticleId, ArticleSummary } from './model.ts'
import type { FormerId, VersionId } from './versions.ts'

/** What can be saved. Files are chosen in main's own dialog or read by the command line: no path crosses here. */
export type SaveRequest =
  | {
      readonly kind: 'address'
      readonly address: string
      readonly tags?: readonly string[]
      /** Open the page with its scripts, whatever plain fetching would give. */
      readonly render?: boolean
    }
  | {
      readonly kind: 'file'
      readonly name: string
      readonly bytes: Uint8Array
      /** The address it was saved from, when known. */
      readonly url?: string
      readonly tags?: readonly string[]
    }
  | { readonly kind: 'paste'; readonly text: string; readonly html?: string; readonly url?: string; readonly tags?: readonly string[] }

/** `known`: the address is in the library already (perhaps in the trash); nothing was fetched. */
export type SaveAnswer = { readonly kind: 'saving' | 'known'; readonly article: ArticleSummary }

/** What came of cleaning an article again: how many of its highlights were found in the new text. */
export interface CleanReport {
  readonly id: ArticleId
  readonly anchored: number
  readonly lost: number
  /** The text before, for `putBack`. Absent when there was none to read. */
  readonly before?: FormerId
}

/** What came of opening an article's page with its scripts. */
export interface RenderReport extends CleanReport {
  /** The text is another than it was; without that, nothing was kept and no highlight was looked for. */
  readonly changed: boolean
  /** Of an article that could be read before: its new version, and the one before it. */
  readonly versions?: { readonly current: VersionId; readonly previous: VersionId }
}
