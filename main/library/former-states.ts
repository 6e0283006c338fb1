import path from 'node:path'
import type { ArticleId } from '../../shared/model.ts'
import type { FormerId, VersionId } from '../../shared/versions.ts'
import type { DocumentState } from './document-state.ts'
import { existsSync, makeFolder, makeNewFolder, moveDurably, readText, remove, writeNew } from './files.ts'
import { HTML_FILE, isPictureFile } from './layout.ts'
import { temporaryPath } from './temporary-names.ts'

/** An article's text as it was before a change, with all that goes with it. */
export interface FormerState extends DocumentState {
  readonly id: FormerId
  readonly article: ArticleId
  /** The version that the text is of. */
  readonly version: VersionId
  /** The words of its `repair.json`; `null` when there was none. */
  readonly repair: string | null
}

/** More changes of texts than this are taken back by nobody. Bounds the disk that they take. */
const MOST = 50

/**
 * What undoing a change of an article's text needs: the text before, and the pictures that were removed since, in folders
 * of `tmp/`. Kept while Lectern runs; what a kill leaves is swept at the next start.
 */
export class FormerStates {
  readonly #tmp: string
  readonly #states = new Map<FormerId, FormerState & { readonly folder: string }>()
  #count = 0

  constructor(tmp: string) {
    this.#tmp = tmp
  }

  /** Keeps one; of too many the oldest goes. @throws Failure disk-full, read-only */
  async add(state: Omit<FormerState, 'id'>, html: string): Promise<FormerId> {
    const folder = temporaryPath(this.#tmp, 'former')
    try {
      await makeNewFolder(folder)
      await writeNew(path.join(folder, HTML_FILE), html)
    } catch (error) {
      await remove(folder).catch(() => undefined)
      throw error
    }
    const id = `former-${++this.#count}` as FormerId
    this.#states.set(id, { ...state, id, folder })
    for (const old of [...this.#states.keys()].slice(0, -MOST)) await this.forget(old)
    return id
  }

  get(id: FormerId): FormerState | undefined {
    return this.#states.get(id)
  }

  /** The document of one that is kept. */
  async document(id: FormerId): Promise<string | undefined> {
    const state = this.#states.get(id)
    return state && (await readText(path.join(state.folder, HTML_FILE)))
  }

  /** Takes a picture out of an article that no text of it shows any more: with its newest former text if there is one. */
  async takePicture(article: ArticleId, folder: string, name: string): Promise<void> {
    const newest = [...this.#of(article)].pop()
    const file = path.join(folder, name)
    if (newest === undefined) return await remove(file)
    const place = path.join(newest.folder, name)
    try {
      await makeFolder(path.dirname(place))
      await moveDurably(file, place)
    } catch {
      await remove(file)
    }
  }

  /** Where a picture that was taken out lies. */
  picture(article: ArticleId, name: string): string | undefined {
    if (!isPictureFile(name)) return undefined
    return this.#of(article).map(({ folder }) => path.join(folder, name)).find(existsSync) // prettier-ignore
  }

  async forget(id: FormerId): Promise<void> {
    const state = this.#states.get(id)
    this.#states.delete(id)
    if (state) await remove(state.folder).catch(() => undefined)
  }

  /** Forgets all of an article that was deleted for good, or of every one. */
  async forgetAll(article?: ArticleId): Promise<void> {
    for (const { id } of article === undefined ? [...this.#states.values()] : this.#of(article)) await this.forget(id)
  }

  #of(article: ArticleId) {
    return [...this.#states.values()].filter((one) => one.article === article)
  }
}
