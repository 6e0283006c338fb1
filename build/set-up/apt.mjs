import { outputOf, run } from '../child.mjs'

/** An unreachable mirror is told in seconds. */
const BRIEF = ['-qq', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::https::Timeout=15', '-o', 'DPkg::Lock::Timeout=120']

/**
 * @param {readonly string[]} args
 * @returns {Promise<boolean>} whether apt-get succeeded
 */
export async function aptGet(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return (await run('apt-get', [...BRIEF, ...args], { stdio: ['ignore', 'ignore', 2], env })) === 0
}

/**
 * Chooses the names that packages have in this release. Debian 13 and Ubuntu 24.04 renamed some when `time_t` became 64 bits
 * wide. Needs fresh lists.
 * @param {readonly (readonly string[])[]} packages each with its names, newest first
 * @param {readonly string[]} [options] for apt
 * @returns {string[]}
 */
export function namesHere(packages, options = []) {
  return packages.map((names) => names.find((name) => isKnown(name, options)) ?? names[0] ?? '')
}

/**
 * @param {string} name
 * @param {readonly string[]} options
 */
function isKnown(name, options) {
  return /^Version:/m.test(outputOf('apt-cache', [...options, 'show', '--no-all-versions', name], { stdio: ['ignore', 'pipe', 'ignore'] }) ?? '')
}
