import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** Endings of files that can be saved as articles, as the system's dialog and the package's file types have them. */
export const SAVABLE_ENDINGS = ['html', 'htm', 'xhtml', 'mhtml', 'mht', 'txt', 'md', 'markdown']

/** More files than this are no reader's folder of articles. */
const MOST = 200_000

export interface ReadFolder {
  /** Relative to the folder, in the order of their names. */
  readonly files: readonly string[]
  /** Files of other kinds. */
  readonly leftOut: readonly string[]
}

/** Whether a name is that of a page or a text. */
export function isSavable(name: string): boolean {
  return SAVABLE_ENDINGS.includes(path.extname(name).slice(1).toLowerCase())
}

/**
 * The pages and texts in a folder and those below it. Hidden ones are passed over, links are not followed, and what
 * browsers put beside a saved page (`Page_files` beside `Page.html`) is a part of it.
 * @throws Node's errors when the folder itself cannot be read
 */
export async function readFolder(folder: string): Promise<ReadFolder> {
  const files: string[] = []
  const leftOut: string[] = []
  const walk = async (below: string, entries: readonly Dirent[]): Promise<void> => {
    const names = new Set(entries.map(({ name }) => name))
    const ofPage = (name: string): boolean => name.endsWith('_files') && ['.html', '.htm', '.xhtml'].some((end) => names.has(name.slice(0, -6) + end)) // prettier-ignore
    for (const entry of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inside = path.join(below, entry.name)
      if (entry.name.startsWith('.') || files.length >= MOST) continue
      if (entry.isDirectory() && !ofPage(entry.name)) {
        const children = await readdir(path.join(folder, inside), { withFileTypes: true }).catch(() => undefined)
        if (children === undefined) leftOut.push(`${inside}${path.sep}`)
        else await walk(inside, children)
      } else if (entry.isFile()) (isSavable(entry.name) ? files : leftOut).push(inside)
    }
  }
  await walk('', await readdir(folder, { withFileTypes: true }))
  return { files, leftOut }
}
