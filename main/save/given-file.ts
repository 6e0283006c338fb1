import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { Failure } from '../../shared/errors.ts'

/** Bytes of a chosen file; larger ones are no articles. */
const LARGEST_FILE = 100_000_000

/** Reads a file that the reader chose, dropped on the app or opened with it. @throws Failure too-large, not-found, disk-error */
export async function readGivenFile(file: string): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  try {
    const { size } = await stat(file)
    if (size > LARGEST_FILE) throw new Failure({ code: 'too-large', limit: LARGEST_FILE })
    return { name: path.basename(file), bytes: await readFile(file) }
  } catch (error) {
    if (error instanceof Failure) throw error
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new Failure({ code: 'not-found', what: 'file' }, { cause: error })
    throw new Failure({ code: 'disk-error', name: code }, { cause: error })
  }
}
