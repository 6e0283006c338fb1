import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundleIfStale } from '../bundle-if-stale.mjs'
import { run } from '../child.mjs'
import { ROOT } from '../project.mjs'
import { asTestEnvironment } from '../set-up/electron-for-tests.mjs'
import { setUp } from '../set-up/set-up.mjs'
import { countReport, failedTests, sumCounts } from '../test-report.mjs'

/** In the order they run: what fails soonest comes first. They are the projects of vitest.config.ts. */
const SUITES = ['node', 'browser', 'e2e']
const RESULTS = join(ROOT, 'test-results')

/** @typedef {import('../test-report.mjs').Count} Count */

/**
 * All that CI checks: types, lint, unit, browser and end-to-end tests. The last line is `N passed, N failed`, with
 * `, N skipped` when there are any. A step that is no test (types, lint, bundling) counts as one failure when it fails.
 * @param {readonly string[]} filter words that test files' paths must contain; with one, only tests are run
 * @returns {Promise<number>} 0 when nothing failed
 */
export async function test(filter) {
  const runnable = await setUp({ display: 'invisible', onlyOwnPages: true })
  rmSync(RESULTS, { recursive: true, force: true })
  mkdirSync(RESULTS, { recursive: true })
  const env = { ...runnable.env, ...asTestEnvironment(runnable) }
  try {
    /** @type {Count[]} */
    const counts = []
    if (filter.length === 0) {
      counts.push(await step('types', () => node(['node_modules/typescript/bin/tsc', '--build'])))
      counts.push(await step('lint', () => node(['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'])))
    }
    counts.push(await step('bundle', () => bundleIfStale().then(() => 0)))
    for (const suite of SUITES) counts.push(await runSuite(suite, filter, env))
    // Once more at the end: what failed early is far up by now, and CI may show the end alone.
    for (const failure of SUITES.flatMap(failuresOf)) console.log(`FAILED ${failure}`)
    return conclude(sumCounts(counts))
  } finally {
    runnable.close()
  }
}

/**
 * @param {Count} count
 * @returns {number} the exit status
 */
function conclude({ passed, failed, skipped }) {
  // A filter that matches nothing, or suites that vanished, must not look like success.
  if (passed + failed === 0) console.log('No test ran.')
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return passed > 0 && failed === 0 ? 0 : 1
}

/**
 * @param {string} name
 * @param {() => Promise<number>} work
 * @returns {Promise<Count>} nothing passed; one failed when the work threw or ended with another status than 0
 */
async function step(name, work) {
  const start = performance.now()
  const failed = await work().then(
    (status) => status !== 0,
    (error) => {
      console.error(error instanceof Error ? error.message : error)
      return true
    },
  )
  console.log(`${name}: ${failed ? 'FAILED' : 'ok'} (${seconds(start)})`)
  return { passed: 0, failed: failed ? 1 : 0, skipped: 0 }
}

/**
 * @param {string} suite
 * @param {readonly string[]} filter
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Count>}
 */
async function runSuite(suite, filter, env) {
  const start = performance.now()
  const file = join(RESULTS, `${suite}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const status = await node(['node_modules/vitest/vitest.mjs', 'run', '--project', suite, '--passWithNoTests', ...reporters, ...filter], env)
  const count = countOf(file, status)
  console.log(`${suite}: ${count.passed} passed, ${count.failed} failed (${seconds(start)})`)
  return count
}

/** @param {string} suite */
function failuresOf(suite) {
  try {
    return failedTests(JSON.parse(readFileSync(join(RESULTS, `${suite}.json`), 'utf8')), ROOT)
  } catch {
    return []
  }
}

/**
 * @param {string} file
 * @param {number} status
 */
function countOf(file, status) {
  try {
    return countReport(JSON.parse(readFileSync(file, 'utf8')), status)
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function node(args, env = process.env) {
  return run(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] })
}

/** @param {number} start */
function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}
