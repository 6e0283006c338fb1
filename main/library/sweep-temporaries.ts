import fs from 'node:fs'
import path from 'node:path'
import { namesIn, remove } from './files.ts'
import { isDeadTemporary } from './temporary-names.ts'

/**
 * Removes what dead processes left unfinished in a folder. Names that are not `temporaryPath`'s stay, and so does what
 * belongs to a process that is alive, this one included.
 * @returns the names removed
 */
export async function sweepTemporaries(folder: string): Promise<readonly string[]> {
  const dead = await deadTemporaries(folder)
  for (const name of dead) await remove(path.join(folder, name))
  return dead
}

/** The names that `sweepTemporaries` would remove. */
export async function deadTemporaries(folder: string): Promise<readonly string[]> {
  return (await namesIn(folder)).filter(isDeadTemporary)
}

/** `sweepTemporaries` for one file's name, for callers that cannot wait. What cannot be removed stays. */
export function sweepTemporariesSync(folder: string, fileName: string): void {
  if (!fs.existsSync(folder)) return
  for (const name of fs.readdirSync(folder)) {
    if (isDeadTemporary(name) && name.endsWith(`-${fileName}`)) fs.rmSync(path.join(folder, name), { recursive: true, force: true })
  }
}
