// What runs when the stand-in Electron is started as `electron [-r module] [switches] <app folder or file> [arguments]`.
// The `await`s at the top level hold back the app's `ready` event until the app's own entry has been evaluated, which
// is when an app registers its schemes.
import { app } from 'electron'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: true })

const { preloads, target } = readArguments(process.argv.slice(1))
if (target === undefined) {
  console.error('Usage: electron [-r module] <app folder or file>')
  app.exit(2)
} else {
  const require = createRequire(import.meta.url)
  for (const preload of preloads) require(preload)
  try {
    await import(pathToFileURL(enter(resolve(target))).href)
  } catch (error) {
    console.error(error)
    app.exit(1)
  }
}

/** Reads the modules to load first and the app's path; what follows the path belongs to the app. */
function readArguments(args) {
  const preloads = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (arg === '-r' || arg === '--require') preloads.push(args[++i])
    else if (!arg.startsWith('-')) return { preloads, target: arg }
  }
  return { preloads, target: undefined }
}

/** Makes the app what its package.json says, and answers its entry file. */
function enter(path) {
  const isFolder = statSync(path).isDirectory()
  const folder = isFolder ? path : dirname(path)
  const manifestFile = join(folder, 'package.json')
  const manifest = existsSync(manifestFile) ? JSON.parse(readFileSync(manifestFile, 'utf8')) : {}
  const name = manifest.productName ?? manifest.name
  if (name) app.setName(name)
  if (manifest.version) app.setVersion(manifest.version)
  if (manifest.desktopName) app.setDesktopName(manifest.desktopName)
  app.setAppPath(folder)
  return isFolder ? join(folder, manifest.main ?? 'index.js') : path
}
