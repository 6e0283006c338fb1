import { readdirSync, readFileSync } from 'node:fs'

/** One process of an app, its share of the machine's memory in kilobytes (PSS: shared pages are divided by their users). */
export interface ProcessMemory {
  readonly pid: number
  /** Chromium's word for what it does; `browser` is main. */
  readonly kind: string
  readonly pss: number
}

/** The memory of a process and of everything it started, from `/proc`; empty where there is none (not Linux). */
export function memoryOf(root: number): readonly ProcessMemory[] {
  const parents = new Map<number, number>()
  for (const name of entries('/proc')) {
    const parent = /^PPid:\s+(\d+)/m.exec(read(`/proc/${name}/status`))?.[1]
    if (/^\d+$/.test(name) && parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const belongs = (pid: number): boolean => pid === root || (pid > 1 && belongs(parents.get(pid) ?? 0))
  return [...parents.keys()].filter(belongs).flatMap((pid) => {
    const pss = /^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1]
    return pss === undefined ? [] : [{ pid, kind: kindOf(pid), pss: Number(pss) }]
  })
}

/** Megabytes of all processes together. */
export function totalOf(processes: readonly ProcessMemory[]): number {
  return processes.reduce((sum, { pss }) => sum + pss, 0) / 1024
}

function kindOf(pid: number): string {
  const words = read(`/proc/${pid}/cmdline`)
  const type = /--type=([\w-]+)/.exec(words)?.[1]
  const service = /--utility-sub-type=([\w.]+)/.exec(words)?.[1]
  return type === undefined ? 'browser' : service === undefined ? type : `${type} ${service.split('.').at(-1)}`
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
