import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withLock } from '../../build/lock.mjs'
import { npmEnvironment } from '../../build/npm.mjs'
import { Advice } from '../../build/say.mjs'
import { holds, stamp } from '../../build/set-up/dependencies.mjs'
import { assertIntegrity } from '../../build/set-up/electron-fallback.mjs'
import { assertNodeVersion } from '../../build/set-up/set-up.mjs'

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lectern-set-up-'))))
afterAll(() => rmSync(folder, { recursive: true }))

test('a download is taken only with the right hash', async () => {
  const file = join(folder, 'download')
  writeFileSync(file, 'hello')
  const right = 'sha512-m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw=='
  await assertIntegrity(file, right)
  writeFileSync(file, 'hellp')
  await expect(assertIntegrity(file, right)).rejects.toThrow(Advice)
})

test.each(['20.18.3', '18.99.0', '19.20.0'])('Node %s is too old', (version) => {
  expect(() => assertNodeVersion(version)).toThrow('needs Node 20.19')
})

test.each(['20.19.0', '22.0.0', '26.1.0'])('Node %s will do', (version) => {
  expect(() => assertNodeVersion(version)).not.toThrow()
})

test('a nested npm keeps the way to the registry and nothing that changes what is installed', () => {
  const outer = {
    PATH: '/bin',
    NODE_ENV: 'production',
    npm_config_omit: 'dev',
    npm_config_production: 'true',
    npm_config_ignore_scripts: 'true',
    NPM_CONFIG_REGISTRY: 'https://registry.example/',
    npm_config_https_proxy: 'http://proxy.example',
    npm_config_cafile: '/ca.pem',
    npm_lifecycle_event: 'test',
  }
  expect(Object.keys(npmEnvironment(outer))).toEqual(['PATH', 'NPM_CONFIG_REGISTRY', 'npm_config_https_proxy', 'npm_config_cafile', 'npm_lifecycle_event'])
})

describe('installed packages', () => {
  const wanted = {
    packages: {
      '': { version: '0.1.0' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/native-linux': { version: '2.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] },
      'node_modules/native-musl': { version: '2.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
      'node_modules/native-mac': { version: '2.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
      'node_modules/wasm-part': { version: '3.0.0', optional: true },
    },
  }
  const machine = { platform: 'linux', arch: 'x64' }
  const a = { 'node_modules/a': { version: '1.0.0' } }
  const native = { 'node_modules/native-linux': { version: '2.0.0' } }

  test('are enough with what this machine needs', () => {
    expect(holds(wanted, { packages: { ...a, ...native } }, machine)).toBe(true)
    expect(holds(wanted, { packages: { ...a, 'node_modules/native-mac': { version: '2.0.0' } } }, { platform: 'darwin', arch: 'arm64' })).toBe(true)
  })

  test('are not enough with one missing, of another version, or of another machine', () => {
    expect(holds(wanted, { packages: native }, machine)).toBe(false)
    expect(holds(wanted, { packages: { ...native, 'node_modules/a': { version: '1.0.1' } } }, machine)).toBe(false)
    expect(holds(wanted, { packages: { ...a, 'node_modules/native-mac': { version: '2.0.0' } } }, machine)).toBe(false)
  })

  test('are stamped for one lock file', () => {
    expect(stamp('one')).toBe(stamp('one'))
    expect(stamp('one')).not.toBe(stamp('other'))
  })
})

describe('a lock', () => {
  test('lets one in at a time', async () => {
    const file = join(folder, 'shared.lock')
    let inside = 0
    let most = 0
    const enter = () =>
      withLock(file, async () => {
        most = Math.max(most, ++inside)
        await new Promise((resolve) => setTimeout(resolve, 20))
        inside--
      })
    await Promise.all([enter(), enter(), enter()])
    expect(most).toBe(1)
    expect(existsSync(file)).toBe(false)
  })

  test('of a process that is gone is taken over', async () => {
    const gone = spawn(process.execPath, ['-e', ''])
    await once(gone, 'exit')
    const file = join(folder, 'stale.lock')
    writeFileSync(file, String(gone.pid))
    expect(await withLock(file, async () => 'in')).toBe('in')
  })

  test('is given back after a failure', async () => {
    const file = join(folder, 'failing.lock')
    await expect(withLock(file, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(existsSync(file)).toBe(false)
  })
})
