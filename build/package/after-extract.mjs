import { rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * electron-builder's hook: takes out of the copied Electron what only a checkout needs. A folder given as `electronDist` is
 * copied as it is, and a `resources/default_app.asar` has no place in a package.
 * @param {{ appOutDir: string }} context
 */
// oxlint-disable-next-line import/no-default-export -- the hook's form is electron-builder's
export default function afterExtract({ appOutDir }) {
  for (const path of ['resources/default_app.asar', 'version', '.complete']) rmSync(join(appOutDir, path), { force: true })
}
