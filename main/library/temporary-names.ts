import path from 'node:path'

/** Tells this process's unfinished files from those of a dead process that had the same number. */
const PROCESS_TOKEN = Math.random().toString(36).slice(2, 8).padEnd(6, '0')
let temporaryCount = 0

/** `<process number>-<token>-<count>-<name>`, see `sweep-temporaries.ts`. */
const TEMPORARY_NAME = /^(\d+)-([0-9a-z]{6})-\d+-/

/** A path in `folder` for something that is not finished yet. Nothing is created. */
export function temporaryPath(folder: string, name: string): string {
  return path.join(folder, `${process.pid}-${PROCESS_TOKEN}-${temporaryCount++}-${name}`)
}

/** Whether a name is `temporaryPath`'s, of a process that is no more. This process's own are alive. */
export function isDeadTemporary(name: string): boolean {
  const match = TEMPORARY_NAME.exec(name)
  if (match === null) return false
  const owner = Number(match[1])
  return owner === process.pid ? match[2] !== PROCESS_TOKEN : !isAlive(owner)
}

function isAlive(processNumber: number): boolean {
  try {
    process.kill(processNumber, 0)
    return true
  } catch (error) {
    // EPERM: it lives, but is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
