#!/usr/bin/env node
// Stands in for fpm where it can't be had: electron-builder calls it with fpm's arguments, and it makes a deb with dpkg-deb.
// Only the arguments that electron-builder gives are understood.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { controlFile } from './deb-control.mjs'

/** Arguments of fpm's that stand alone. */
const FLAGS = new Set(['--force', '--debug'])

/**
 * @param {readonly string[]} args
 * @returns {{ options: Record<string, string>, depends: string[], recommends: string[], files: [from: string, to: string][] }}
 */
export function readFpmArguments(args) {
  /** @type {ReturnType<typeof readFpmArguments>} */
  const read = { options: {}, depends: [], recommends: [], files: [] }
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    if (FLAGS.has(arg)) continue
    if (!arg.startsWith('-')) {
      const [from = '', to = ''] = arg.split('=')
      read.files.push([from, to])
      continue
    }
    const value = args[++i] ?? ''
    if (arg === '-d') read.depends.push(value)
    else if (arg === '--deb-recommends') read.recommends.push(value)
    else read.options[arg.replace(/^-+/, '')] = value
  }
  return read
}

/** @param {readonly string[]} args */
function makeDeb(args) {
  const { options, depends, recommends, files } = readFpmArguments(args)
  const target = options['package']
  if (options['t'] !== 'deb' || target === undefined) throw new Error('This stand-in for fpm makes deb packages only')
  const room = mkdtempSync(join(dirname(target), 'deb-'))
  try {
    for (const [from, to] of files) place(from, join(room, to))
    const md5sums = setModes(room)
    const size = files.length === 0 ? 0 : kilobytes(room)
    const control = join(room, 'DEBIAN')
    mkdirSync(control)
    writeFileSync(join(control, 'control'), controlFile({ options, depends, recommends, installedSize: size }))
    writeFileSync(join(control, 'md5sums'), md5sums)
    placeScript(options['after-install'], join(control, 'postinst'))
    placeScript(options['after-remove'], join(control, 'postrm'))
    const compression = { zst: 'zstd', gz: 'gzip' }[options['deb-compression'] ?? ''] ?? 'xz'
    const { status } = spawnSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', room, target], { stdio: 'inherit' })
    if (status !== 0) throw new Error('dpkg-deb failed')
  } finally {
    rmSync(room, { recursive: true, force: true })
  }
}

/**
 * @param {string} from a file, or a folder's content when it ends with `/`
 * @param {string} to
 */
function place(from, to) {
  mkdirSync(from.endsWith('/') ? to : dirname(to), { recursive: true })
  cpSync(resolve(from), to, { recursive: true, verbatimSymlinks: true })
}

/**
 * @param {string | undefined} from
 * @param {string} to
 */
function placeScript(from, to) {
  if (from === undefined) return
  copyFileSync(from, to)
  chmodSync(to, 0o755)
}

/**
 * Gives everything the permissions of installed files, whatever the builder's umask was.
 * @param {string} root
 * @returns {string} the list of checksums that dpkg keeps
 */
function setModes(root) {
  const sums = []
  chmodSync(root, 0o755)
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const { mode } = lstatSync(path)
    if (entry.isSymbolicLink()) continue
    chmodSync(path, entry.isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644)
    if (entry.isFile()) sums.push(`${createHash('md5').update(readFileSync(path)).digest('hex')}  ${relative(root, path)}\n`)
  }
  return sums.join('')
}

/** @param {string} root */
function kilobytes(root) {
  let bytes = 0
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) bytes += lstatSync(join(entry.parentPath, entry.name)).size
  return Math.ceil(bytes / 1024)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) makeDeb(process.argv.slice(2))
