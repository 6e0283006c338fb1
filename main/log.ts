import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Bytes after which the log is moved to `.old`: a few thousand faults, far more than anyone reads. */
const LARGEST = 1_000_000

export interface Log {
  /** Writes a fault with its stack. Never throws: a log that cannot be written must not break what it tells of. */
  fault(what: string, fault: unknown): void
}

/** Opens the log file; one file, and the one before it. */
export function openLog(file: string): Log {
  return {
    fault(what, fault) {
      const text = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
      try {
        mkdirSync(dirname(file), { recursive: true })
        if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LARGEST) renameSync(file, `${file}.old`)
        appendFileSync(file, `${new Date().toISOString()} ${what}: ${text}\n`)
      } catch {
        process.stderr.write(`${what}: ${text}\n`)
      }
    },
  }
}
