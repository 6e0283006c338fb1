import { createHash } from 'node:crypto'
import { lstat, mkdir, realpath } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Failure } from '../../shared/errors.ts'

/** Shorter than any system's `sun_path` (104 bytes on macOS, 108 on Linux, the ending zero included). */
const LONGEST_PATH = 100

/**
 * Where the process that owns a library listens: a socket in a folder that only this user may enter, or a named pipe
 * on Windows. The name comes from the library's real path, so that every way to the same folder leads to the same
 * socket. Makes the folder when it is missing.
 * @throws disk-error (EACCES) when the folder is not this user's alone: somebody else could listen there
 */
export async function socketPath(libraryFolder: string): Promise<string> {
  const library = await realpath(libraryFolder)
  const { uid, username } = user()
  const name = createHash('sha256').update(`${username}\n${library}`).digest('hex').slice(0, 32)
  if (process.platform === 'win32') return `\\\\.\\pipe\\lectern-${name}`
  const folder = runtimeFolder(uid, name.length)
  await mkdir(folder, { mode: 0o700, recursive: true })
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new Failure({ code: 'disk-error', name: 'EACCES' }, { cause: new Error(`${folder} is not this user's alone`) })
  }
  return join(folder, name)
}

/** Who runs this; in a container that may be a number that the system has no name for, which `userInfo` takes for an error. */
function user(): { readonly uid: number; readonly username: string } {
  try {
    return userInfo()
  } catch {
    const uid = process.getuid?.() ?? -1
    return { uid, username: String(uid) }
  }
}

/** The first that is short enough: the session's folder, the temporary folder, `/tmp`. */
function runtimeFolder(uid: number, nameLength: number): string {
  const session = process.env['XDG_RUNTIME_DIR']
  const folders = [
    ...(session === undefined || session === '' ? [] : [join(session, 'lectern')]),
    join(tmpdir(), `lectern-${uid}`),
  ]
  const fits = (folder: string) => Buffer.byteLength(folder) + 1 + nameLength <= LONGEST_PATH
  return folders.find(fits) ?? `/tmp/lectern-${uid}`
}
