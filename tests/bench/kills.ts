import { dirname } from 'node:path'
import type { KillReport } from '../helpers/kill-rounds.ts'
import type { Runnable } from './measure/runnable.ts'

/**
 * Kills a process that saves and annotates without pause, again and again, and compares the library with what had been
 * acknowledged. Arguments: how often (default 200); `--json` prints the figures as data. The exit status is 1 when
 * anything was lost, torn or left over.
 */
export default async function kills(runnable: Runnable, args: readonly string[]): Promise<number> {
  // electron-store imports Electron's package, which in plain Node would fetch one; with this it only makes a path.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= dirname(runnable.electron.binary)
  const { bundleForNode } = await import('../helpers/bundle-for-node.ts')
  const { killRounds } = await import('../helpers/kill-rounds.ts')
  const { indexWorker, tempLibrary } = await import('../helpers/temp-library.ts')

  const json = args.includes('--json')
  const count = Number(args.find((word) => /^\d+$/.test(word)) ?? 200)
  const temp = tempLibrary()
  try {
    const report = await killRounds(temp, {
      kills: count,
      busyLibrary: await bundleForNode('tests/helpers/busy-library.ts'),
      indexWorker: await indexWorker(),
      onRound: (round, { acknowledged, problems }) => {
        if (!json && round % 20 === 0) console.error(`${round} of ${count} kills: ${acknowledged} acknowledged, ${problems.length} problems`)
      },
    })
    if (json) console.log(JSON.stringify(report))
    else console.log(table(report))
    return report.problems.length === 0 ? 0 : 1
  } finally {
    await temp.remove()
  }
}

function table(report: KillReport): string {
  const rows = [
    ['Kills (SIGKILL)', report.kills],
    ['Changes acknowledged', report.acknowledged],
    ['Changes cut off', report.cutOff],
    ['Unfinished files swept', report.leftovers],
    ['Lost, torn or left over', report.problems.length],
  ]
  return [...rows.map(([name, value]) => `${String(name).padEnd(26)}${String(value).padStart(8)}`), ...report.problems].join('\n')
}
