import { expect, test } from 'vitest'
import { countReport, failedTests, sumCounts } from '../../build/test-report.mjs'

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const failed = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] }
const notLoaded = { status: 'failed', assertionResults: [] }
const hookThrew = { status: 'failed', assertionResults: [{ status: 'skipped' }] }

test('tests are counted as Vitest counts them', () => {
  const report = { numPassedTests: 2, numFailedTests: 1, numPendingTests: 3, numTodoTests: 1, testResults: [passed, failed] }
  expect(countReport(report, 1)).toEqual({ passed: 2, failed: 1, skipped: 4 })
})

test('a file that could not be loaded or set up is a failure', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 1, testResults: [passed, notLoaded, hookThrew] }
  expect(countReport(report, 1)).toEqual({ passed: 1, failed: 2, skipped: 1 })
})

test('a run that failed for no test’s sake is a failure', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, testResults: [passed] }
  expect(countReport(report, 1).failed).toBe(1)
  expect(countReport(report, 0).failed).toBe(0)
})

test('suites add up', () => {
  expect(sumCounts([{ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 }])).toEqual({ passed: 11, failed: 22, skipped: 33 })
})

test('what failed is named with its file and the beginning of why', () => {
  const report = {
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 0,
    testResults: [
      { status: 'failed', name: '/checkout/tests/a.test.ts', assertionResults: [{ status: 'passed' }, { status: 'failed', fullName: 'adds up', failureMessages: ['expected 3\n' + 'at line\n'.repeat(40)] }] },
      { status: 'failed', name: '/checkout/tests/b.test.ts', message: 'no such module', assertionResults: [] },
      { status: 'passed', name: '/checkout/tests/c.test.ts', assertionResults: [{ status: 'passed' }] },
    ],
  }
  const [first, second, ...more] = failedTests(report, '/checkout')
  expect(first).toMatch(/^tests\/a\.test\.ts > adds up: expected 3\n(at line\n){10}at line$/)
  expect(second).toBe('tests/b.test.ts: no such module')
  expect(more).toEqual([])
})
