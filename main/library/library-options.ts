import type { ArticleId } from '../../shared/model.ts'

/** What opening a library needs. */
export interface LibraryOptions {
  /** Created when missing. */
  readonly folder: string
  /** The id of the library that was here before, in case that its file is gone. */
  readonly idBefore?: string
  /** The index lies here, in a folder for each library. */
  readonly stateFolder: string
  /** Names this device's file of reading positions. */
  readonly device: string
  /** The index worker's script. */
  readonly indexWorker: string
  /** Rows were added, changed or removed; none named: any of them. */
  readonly onChange: (ids: readonly ArticleId[]) => void
  readonly onAnnotationsChange: (id: ArticleId) => void
  readonly now?: () => Date
  /** How long to leave the disk alone before looking for changes made from outside, in milliseconds; default 1500. */
  readonly quietMs?: number
}
