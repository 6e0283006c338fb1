import { run } from './child.mjs'
import { ROOT } from './project.mjs'

/** Settings of an outer npm that a nested one needs to reach its registry; all others would change what it installs. */
const KEPT = /^npm_config_(registry|.*proxy|noproxy|ca|cafile|cert|key|strict_ssl|userconfig|globalconfig|cache|_.*|\/\/.*|@.*)$/i

/**
 * Runs npm as the outer npm would, with the registry's settings but none of `omit`, `production`, `ignore_scripts` and
 * their like, which `npm run` hands down in the environment. Retries are short: an unreachable registry is told in seconds.
 * @param {readonly string[]} args
 * @returns {Promise<number>} npm's exit status
 */
export function runNpm(args) {
  const cli = process.env['npm_execpath']
  const brief = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000', '--no-audit', '--no-fund']
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { cwd: ROOT, env: npmEnvironment(process.env), stdio: ['ignore', 2, 2] }
  if (cli?.endsWith('npm-cli.js')) return run(process.execPath, [cli, ...args, ...brief], options)
  return run('npm', [...args, ...brief], { ...options, shell: process.platform === 'win32' })
}

/**
 * @param {NodeJS.ProcessEnv} outer
 * @returns {NodeJS.ProcessEnv} the environment for a nested npm
 */
export function npmEnvironment(outer) {
  return Object.fromEntries(
    Object.entries(outer).filter(([name]) => name !== 'NODE_ENV' && (!/^npm_config_/i.test(name) || KEPT.test(name))),
  )
}
