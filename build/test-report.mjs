/** @typedef {{ passed: number, failed: number, skipped: number }} Count */

/**
 * The part of Vitest's JSON report that is read here.
 * @typedef {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests?: number,
 *   testResults: readonly { status: string, name?: string, message?: string,
 *     assertionResults: readonly { status: string, fullName?: string, failureMessages?: readonly string[] | null }[] }[] }} Report
 */

/**
 * @param {Report} report
 * @param {number} status Vitest's exit status
 * @returns {Count} a file that failed without a failed test (it could not be loaded, a hook threw) counts as one failure, and so
 *   does a run that failed for another reason (an unhandled error)
 */
export function countReport(report, status) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = report.numFailedTests + brokenFiles
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/**
 * @param {Report} report
 * @param {string} root the folder to which files are named relatively
 * @returns {string[]} a few lines for each failed test, and for each file that failed as a whole
 */
export function failedTests(report, root) {
  return report.testResults.flatMap((file) => {
    const name = (file.name ?? '').replace(`${root}/`, '')
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    if (failed.length === 0) return file.status === 'failed' ? [`${name}: ${beginningOf(file.message)}`] : []
    return failed.map((test) => `${name} > ${test.fullName ?? ''}: ${beginningOf(test.failureMessages?.[0])}`)
  })
}

/** @param {string | undefined} message */
function beginningOf(message = '') {
  return message.split('\n').slice(0, 12).join('\n').slice(0, 1000)
}

/**
 * @param {readonly Count[]} counts
 * @returns {Count}
 */
export function sumCounts(counts) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of counts) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
  }
  return sum
}
