import path from 'node:path'
import Store, { type Options } from 'electron-store'
import { Failure } from '../../shared/errors.ts'
import { makeFolderSync, moveAsideSync, readBytesSync, writeDurablySync } from './files.ts'
import { sweepTemporariesSync } from './sweep-temporaries.ts'
import { isJson, parseJson } from './upgrade.ts'

export type SafeStoreOptions<T extends Record<string, unknown>> = Omit<Options<T>, 'cwd' | 'name' | 'encryptionKey'> & {
  /** Absolute: with a relative one electron-store would ask Electron for its folder. */
  readonly cwd: string
  /** The file's name without `.json`. */
  readonly name: string
  /** Where unfinished files lie, on the same file system; default: beside the file. */
  readonly temporaryFolder?: string
  /** What to do with a file that is no JSON object: keep it aside and begin anew, or throw `damaged` (the default). */
  readonly whenDamaged?: 'set-aside' | 'throw'
}

/**
 * electron-store's public side. Its type declares `_write` and `_ensureDirectory` private, although they are ordinary
 * methods that a subclass may replace in version 11 (they are `#private` from 12 on: stay on 11).
 */
type OpenStore<T extends Record<string, unknown>> = Pick<Store<T>, keyof Store<T>>
const OpenStore = Store as unknown as new <T extends Record<string, unknown>>(options: Options<T>) => OpenStore<T>

/**
 * electron-store whose write survives a full disk. As shipped it takes a short write for a whole one and so replaces a
 * good file by a cut one when the disk fills (https://github.com/fabiospampinato/atomically/pull/18); here every write
 * is `writeDurablySync`.
 */
export class SafeStore<T extends Record<string, unknown>> extends OpenStore<T> {
  readonly #temporaryFolder: string
  #mayReplace = () => true
  #replaced = true

  /** @throws Failure damaged, disk-full, read-only, disk-error */
  constructor(options: SafeStoreOptions<T>) {
    const { temporaryFolder, whenDamaged, ...storeOptions } = options
    const file = path.join(options.cwd, `${options.name}.json`)
    if (temporaryFolder === undefined) {
      makeFolderSync(options.cwd)
      sweepTemporariesSync(options.cwd, path.basename(file))
    }
    assertWhole(file, whenDamaged ?? 'throw')
    super(storeOptions as unknown as Options<T>)
    this.#temporaryFolder = temporaryFolder ?? options.cwd
  }

  /**
   * Replaces all of it, unless `mayReplace` answers no when nothing is left to do but to put the new file in place.
   * @returns whether it was replaced
   * @throws Failure disk-full, read-only, disk-error
   */
  replace(value: T, mayReplace: () => boolean): boolean {
    this.#mayReplace = mayReplace
    try {
      this.store = value
      return this.#replaced
    } finally {
      this.#mayReplace = () => true
    }
  }

  /** Replaces conf's own, which calls it for every change. */
  protected _write(value: T): void {
    // Defaults may be written by the base constructor, before this object's fields exist.
    const text = JSON.stringify(value, undefined, 2) + '\n'
    const file = this.path
    if (#replaced in this) this.#replaced = writeDurablySync(file, text, this.#temporaryFolder, this.#mayReplace)
    else writeDurablySync(file, text, path.dirname(file))
  }

  /** Replaces conf's own, which would bring back the folder of an article that was moved away. */
  protected _ensureDirectory(): void {
    // The folder is made by whoever owns it.
  }
}

function assertWhole(file: string, whenDamaged: 'set-aside' | 'throw'): void {
  let data: Uint8Array | undefined
  try {
    data = readBytesSync(file)
  } catch (error) {
    // A folder where the file should be is damage like any other.
    const folder = error instanceof Failure && error.error.code === 'disk-error' && error.error.name === 'EISDIR'
    if (!folder) throw error
    data = new Uint8Array()
  }
  if (data === undefined || isJsonObject(data, file)) return
  if (whenDamaged === 'throw') throw new Failure({ code: 'damaged', file: path.basename(file) })
  moveAsideSync(file, new Date())
}

function isJsonObject(data: Uint8Array, file: string): boolean {
  try {
    return isJson(parseJson(data, file))
  } catch {
    return false
  }
}
