import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isInstalled, outputOf, run } from '../child.mjs'
import { bundle } from '../bundle.mjs'
import { PACKAGE, ROOT } from '../project.mjs'
import { Advice, say } from '../say.mjs'
import { officialIsReachable } from '../set-up/electron-official.mjs'
import { setUp } from '../set-up/set-up.mjs'

const OUTPUT = join(ROOT, 'dist')

/**
 * Builds packages of this system's kinds into `dist/`. With the official Electron and its download site at hand these are all
 * that electron-builder.yml names; else, on Linux, what can be made without fetching tools: folder, tar.gz and deb.
 * @param {readonly string[]} args `--quick` compresses the deb quickly instead of well and leaves the tar.gz out; all
 *   others go to electron-builder as they are
 * @returns {Promise<number>}
 */
export async function dist(args) {
  const quick = args.includes('--quick')
  const passed = args.filter((arg) => arg !== '--quick')
  const { electron } = await setUp({ display: 'none' })
  await bundle()
  if (electron.origin === 'official' && (await officialIsReachable())) return electronBuilder(passed)
  if (process.platform !== 'linux') throw new Advice('Packages for this system need the official Electron and its download site.')

  say(`Packing with Electron ${electron.version} and without fetching tools: folder, deb${quick ? '' : ' and tar.gz'}.`)
  const targets = ['--linux', 'dir', ...(isInstalled('dpkg-deb') ? ['deb'] : [])]
  const local = [`-c.electronDist=${electron.folder}`, `-c.electronVersion=${electron.version}`, `-c.deb.compression=${quick ? 'zst' : 'xz'}`]
  const status = await electronBuilder([...targets, ...local, ...passed], { CUSTOM_FPM_PATH: join(ROOT, 'build', 'package', 'fpm.mjs') })
  if (status !== 0) return status
  if (!quick) await packTar()
  for (const file of readdirSync(OUTPUT)) if (/\.(deb|tar\.gz)$/.test(file)) say(`dist/${file}`)
  return 0
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function electronBuilder(args, env = {}) {
  const cli = join(ROOT, 'node_modules', 'electron-builder', 'cli.js')
  return run(process.execPath, [cli, ...args], { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 2, 2] })
}

/** Packs the unpacked folder under a folder name of its own, owned by nobody in particular. */
async function packTar() {
  const folder = readdirSync(OUTPUT).find((name) => /^linux.*-unpacked$/.test(name))
  if (folder === undefined || !existsSync(join(OUTPUT, folder))) throw new Error('electron-builder left no unpacked folder')
  const name = `lectern-${PACKAGE.version}-linux-${process.arch}`
  const owner = outputOf('tar', ['--version'])?.includes('GNU') ? ['--owner=0', '--group=0', '--sort=name'] : []
  const args = [...owner, `--transform=s,^${folder},${name},`, '-czf', `${name}.tar.gz`, folder]
  if ((await run('tar', args, { cwd: OUTPUT })) !== 0) throw new Advice('tar failed (see above).')
}
