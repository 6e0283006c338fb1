import { afterEach, beforeEach, expect, test } from 'vitest'
import { bundleForNode } from '../../helpers/bundle-for-node.ts'
import { PATIENCE_MS } from '../../helpers/patience-ms.ts'
import { killRounds } from '../../helpers/kill-rounds.ts'
import { indexWorker, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
beforeEach(() => {
  temp = tempLibrary()
})
afterEach(() => temp.remove())

/** Enough to notice that something broke; `npm run bench -- kills` does 200. */
const KILLS = 12

test(`${KILLS} kills at random moments lose nothing that was acknowledged`, async () => {
  const report = await killRounds(temp, {
    kills: KILLS,
    busyLibrary: await bundleForNode('tests/helpers/busy-library.ts'),
    indexWorker: await indexWorker(),
  })
  expect(report.problems).toEqual([])
  expect(report.acknowledged).toBeGreaterThan(50)
}, 4 * PATIENCE_MS)
