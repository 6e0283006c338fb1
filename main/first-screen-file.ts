import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FirstScreen } from '../shared/first-screen.ts'
import { libraryIdIn } from './library/library-id.ts'

/** What a first screen belongs to. One that was written for anything else is not shown. */
export interface FirstScreenFor {
  /** The library's folder, absolute. Another library in the same folder is another one. */
  readonly library: string
  /** The window's page as it was built. It names its script by content, and only that script knows what it wrote. */
  readonly page: string
}

/** The file in the app's own folder. It may be deleted at any time. */
export const firstScreenFile = (userData: string): string => join(userData, 'first-screen')

/**
 * The kept first screen as JSON text. The file is three lines: a checksum of the others, what the screen belongs to, the
 * screen. `undefined` when there is none, when any of it is damaged, when it is another library's or another build's, or
 * when the library's folder is not there. Never throws.
 */
export function readFirstScreen(file: string, { library, page }: FirstScreenFor): string | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const [checksum, belongs, screen] = text.split('\n', 3)
    if (belongs === undefined || screen === undefined) return undefined
    if (checksum !== checksumOf(`${belongs}\n${screen}`) || belongs !== belongsTo({ library, page })) return undefined
    return statSync(join(library, 'articles')).isDirectory() ? screen : undefined
  } catch {
    return undefined
  }
}

/**
 * Writes the first screen, whole or not at all, unless it stands there already. Not forced to disk: a power cut may leave
 * less, which the checksum tells.
 * @throws the system's own errors
 */
export async function writeFirstScreen(file: string, of: FirstScreenFor, screen: FirstScreen): Promise<void> {
  const rest = `${belongsTo(of)}\n${JSON.stringify(screen)}`
  const text = `${checksumOf(rest)}\n${rest}\n`
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return
  await mkdir(dirname(file), { recursive: true })
  const made = `${file}.${process.pid}.tmp`
  try {
    await writeFile(made, text, { mode: 0o600 })
    await rename(made, file)
  } catch (error) {
    await rm(made, { force: true }).catch(() => undefined)
    throw error
  }
}

const belongsTo = ({ library, page }: FirstScreenFor): string =>
  JSON.stringify({ library, id: libraryIdIn(library), page: checksumOf(page) })

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll, Vo: http://www.isthe.com/chongo/tech/comp/fnv/): tells damage, not malice. */
function checksumOf(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
