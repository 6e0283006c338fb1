import fs from 'node:fs'
import path from 'node:path'
import { asFailure, isMissing, systemCode } from './disk-failures.ts'
import { syncFolder, syncFolderSync } from './sync-folder.ts'
import { temporaryPath } from './temporary-names.ts'

/**
 * The library's only way to the disk. Writing is durable: when a function here has returned, the data survives a kill
 * at any moment and, as far as the disk keeps its word on `fsync`, a power cut; until then the old file is whole.
 * Every system error leaves as a `Failure` that says what it means.
 */

/**
 * Replaces a file so that a reader sees the old or the new one whole, never a part, also when the disk is full.
 * @param temporaryFolder on the same file system as the file
 * @throws Failure disk-full, read-only, disk-error; the old file is then untouched
 */
export async function writeDurably(file: string, data: Uint8Array | string, temporaryFolder: string): Promise<void> {
  const temporary = temporaryPath(temporaryFolder, path.basename(file))
  try {
    const handle = await fs.promises.open(temporary, 'wx')
    try {
      // Loops until all is written; a single write() may be short and say nothing when the disk is full.
      await handle.writeFile(data)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await patiently(() => fs.promises.rename(temporary, file))
    await syncFolder(path.dirname(file))
  } catch (error) {
    await fs.promises.rm(temporary, { force: true }).catch(() => undefined)
    throw asFailure(error)
  }
}

/**
 * `writeDurably` for callers that cannot wait. Same promises.
 * @param mayReplace asked when all is on the disk and nothing is left but to put it in place: forcing it there takes so long
 *   that another program may have been quicker. When it answers no, the old file stays
 * @returns whether the file was replaced
 */
export function writeDurablySync(file: string, data: Uint8Array | string, temporaryFolder: string, mayReplace: () => boolean = () => true): boolean {
  const temporary = temporaryPath(temporaryFolder, path.basename(file))
  try {
    const descriptor = fs.openSync(temporary, 'wx')
    try {
      fs.writeFileSync(descriptor, data)
      fs.fsyncSync(descriptor)
    } finally {
      fs.closeSync(descriptor)
    }
    if (!mayReplace()) {
      fs.rmSync(temporary, { force: true })
      return false
    }
    fs.renameSync(temporary, file)
    syncFolderSync(path.dirname(file))
    return true
  } catch (error) {
    try {
      fs.rmSync(temporary, { force: true })
    } catch {
      // The first error is the one to report; the sweep at the next start removes the rest.
    }
    throw asFailure(error)
  }
}

/** Writes a new file and forces it to disk, in a folder that nobody reads yet. Not atomic. */
export async function writeNew(file: string, data: Uint8Array | string): Promise<void> {
  try {
    const handle = await fs.promises.open(file, 'wx')
    try {
      await handle.writeFile(data)
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw asFailure(error)
  }
}

/**
 * Moves a file or folder within one file system; both parents are forced to disk.
 * @throws Failure not-found when `from` is not there, disk-full, read-only, disk-error
 */
export async function moveDurably(from: string, to: string): Promise<void> {
  try {
    await patiently(() => fs.promises.rename(from, to))
    await syncFolder(path.dirname(to))
    await syncFolder(path.dirname(from))
  } catch (error) {
    throw asFailure(error)
  }
}

/** Makes a folder and those above it, each forced to disk. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const first = firstMissing(folder)
    if (first !== undefined) await fs.promises.mkdir(first).catch(unlessThere)
    await fs.promises.mkdir(folder, { recursive: true })
    if (first === undefined) return
    for (let made = folder; ; made = path.dirname(made)) {
      await syncFolder(path.dirname(made))
      if (made === first || path.dirname(made) === made) return
    }
  } catch (error) {
    throw asFailure(error)
  }
}

/** Makes a folder and those above it, for callers that cannot wait and do not mind a power cut. */
export function makeFolderSync(folder: string): void {
  try {
    const first = firstMissing(folder)
    try {
      if (first !== undefined) fs.mkdirSync(first)
    } catch (error) {
      unlessThere(error)
    }
    fs.mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw asFailure(error)
  }
}

/**
 * The topmost folder that is not there. It is made alone: where a file system answers ENOENT to a new folder in one that is
 * there (`/proc`, an automounter's), Node's recursive `mkdir` tries for ever.
 */
function firstMissing(folder: string): string | undefined {
  if (fs.existsSync(folder)) return undefined
  const above = path.dirname(folder)
  return above === folder ? folder : (firstMissing(above) ?? folder)
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}

/** Makes a folder that must not exist yet. */
export async function makeNewFolder(folder: string): Promise<void> {
  await fs.promises.mkdir(folder).catch(rethrow)
}

/** A file's bytes; `undefined` when there is no such file. @throws Failure disk-error, read-only */
export async function readBytes(file: string): Promise<Uint8Array | undefined> {
  try {
    return await fs.promises.readFile(file)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw asFailure(error)
  }
}

/** A UTF-8 file's text; `undefined` when there is no such file. @throws Failure disk-error, read-only */
export async function readText(file: string): Promise<string | undefined> {
  const bytes = await readBytes(file)
  return bytes === undefined ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}

/** `readBytes` for the index worker, which does one thing at a time anyway. */
export function readBytesSync(file: string): Uint8Array | undefined {
  try {
    return fs.readFileSync(file)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw asFailure(error)
  }
}

/** The names in a folder, unordered; none when the folder is missing or is a file. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await fs.promises.readdir(folder)
  } catch (error) {
    if (isMissing(error) || systemCode(error) === 'ENOTDIR') return []
    throw asFailure(error)
  }
}

/** `namesIn` for the index worker. */
export function namesInSync(folder: string): readonly string[] {
  try {
    return fs.readdirSync(folder)
  } catch (error) {
    if (isMissing(error) || systemCode(error) === 'ENOTDIR') return []
    throw asFailure(error)
  }
}

/** Whether something is there. */
export function existsSync(file: string): boolean {
  return fs.existsSync(file)
}

/** Whether there is a folder. */
export function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true
}

/** Something that changes whenever a file (or the list of a folder's files) does; empty when it is missing. */
export function stampSync(file: string): string {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  return stat === undefined ? '' : `${stat.mtimeMs.toString(36)}-${stat.size.toString(36)}`
}

/** When a file or folder, or what is said of it, last changed, as no program can make it up; milliseconds, 0 when it is missing. */
export function changeTimeSync(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? 0
}

/** Bytes of all files in a folder and those below it; 0 when it is missing. */
export async function folderSize(folder: string): Promise<number> {
  let sum = 0
  const entries = await fs.promises.readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    const inside = path.join(folder, entry.name)
    if (entry.isDirectory()) sum += await folderSize(inside)
    else sum += (await fs.promises.stat(inside).catch(() => undefined))?.size ?? 0
  }
  return sum
}

/** Removes a file or folder with all in it; nothing happens when it is missing. */
export async function remove(target: string): Promise<void> {
  await fs.promises.rm(target, { recursive: true, force: true, maxRetries: 3 }).catch(rethrow)
}

/** Removes a folder and those in it as far as they are empty. */
export async function removeEmptyFolders(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) if (isFolder(path.join(folder, name))) await removeEmptyFolders(path.join(folder, name))
  await fs.promises.rmdir(folder).catch(() => undefined)
}

/** `remove` for the index worker. */
export function removeFileSync(target: string): void {
  try {
    fs.rmSync(target, { recursive: true, force: true })
  } catch (error) {
    throw asFailure(error)
  }
}

/**
 * Keeps a damaged file as evidence under `<name>.damaged-<time>` beside it.
 * @returns the new name
 */
export function moveAsideSync(file: string, now: Date): string {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '')
  let aside = `${file}.damaged-${time}`
  for (let count = 2; fs.existsSync(aside); count++) aside = `${file}.damaged-${time}-${count}`
  try {
    fs.renameSync(file, aside)
    syncFolderSync(path.dirname(file))
  } catch (error) {
    throw asFailure(error)
  }
  return aside
}

/** Whether a file can be made in a folder. */
export async function isWritable(folder: string): Promise<boolean> {
  const probe = temporaryPath(folder, 'probe')
  try {
    await (await fs.promises.open(probe, 'wx')).close()
    await fs.promises.rm(probe, { force: true })
    return true
  } catch (error) {
    // A full disk is no read-only disk: it may have room again in a minute.
    return ['ENOSPC', 'EDQUOT'].includes(systemCode(error) ?? '')
  }
}

/** A folder's path with all links resolved; the path itself when that cannot be done. */
export async function realFolder(folder: string): Promise<string> {
  return await fs.promises.realpath(folder).catch(() => path.resolve(folder))
}

function rethrow(error: unknown): never {
  throw asFailure(error)
}

/** On Windows a virus scanner or indexer may hold a file for a moment; elsewhere the first answer counts. */
async function patiently(rename: () => Promise<void>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename()
    } catch (error) {
      const busy = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '')
      if (!busy || attempt >= 9) throw error
      await new Promise((resolve) => setTimeout(resolve, 20 * 2 ** Math.min(attempt, 4)))
    }
  }
}
