import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packAsar } from '../../build/archives/asar.mjs'
import { extractTarEntry } from '../../build/archives/tar.mjs'
import { unzip } from '../../build/archives/zip.mjs'

let folder: string
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'lectern-archives-'))))
afterAll(() => rmSync(folder, { recursive: true }))

function tar(files: Record<string, Buffer>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, content]) => {
    const header = Buffer.alloc(512)
    header.write(name)
    header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124)
    return [header, content, Buffer.alloc(-content.length & 511)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}

interface ZipFile {
  readonly name: string
  readonly content: Buffer
  readonly mode?: number
  readonly stored?: boolean
  readonly claimedSize?: number
}

function zip(files: readonly ZipFile[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, content, mode = 0o644, stored = false, claimedSize = content.length } of files) {
    const data = stored ? content : deflateRawSync(content)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(name.length, 26)
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(stored ? 0 : 8, 10)
    record.writeUInt32LE(data.length, 20)
    record.writeUInt32LE(claimedSize, 24)
    record.writeUInt16LE(name.length, 28)
    record.writeUInt32LE(((0o100000 | mode) << 16) >>> 0, 38)
    record.writeUInt32LE(offset, 42)
    locals.push(local, Buffer.from(name), data)
    central.push(record, Buffer.from(name))
    offset += 30 + name.length + data.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

function stored(name: string, content: Buffer): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

test('one file comes out of a tarball, whatever the size of what stands before it', async () => {
  const wanted = Buffer.alloc(300_001, 'words ')
  for (const before of [0, 1, 511, 512, 513, 200_000]) {
    const archive = stored('a.tgz', gzipSync(tar({ 'package/other': Buffer.alloc(before, 1), 'package/wanted': wanted, 'package/after': Buffer.from('x') })))
    await extractTarEntry(archive, 'package/wanted', join(folder, 'wanted'))
    expect(readFileSync(join(folder, 'wanted')).equals(wanted)).toBe(true)
  }
})

test('a tarball without the file, or cut within it, is an error', async () => {
  const whole = tar({ 'package/wanted': Buffer.alloc(5000, 1) })
  await expect(extractTarEntry(stored('b.tgz', gzipSync(whole)), 'package/none', join(folder, 'none'))).rejects.toThrow('has no package/none')
  await expect(extractTarEntry(stored('c.tgz', gzipSync(whole.subarray(0, 3000))), 'package/wanted', join(folder, 'cut'))).rejects.toThrow('ends within')
})

test('a zip gives its files with their permissions, where they are placed', async () => {
  const archive = stored(
    'a.zip',
    zip([
      { name: 'App/', content: Buffer.alloc(0), stored: true },
      { name: 'App/program', content: Buffer.alloc(100_000, 'run'), mode: 0o755 },
      { name: 'App/folder/plain', content: Buffer.from('plain'), stored: true },
      { name: 'App/empty', content: Buffer.alloc(0), stored: true },
      { name: 'App/unwanted', content: Buffer.from('no') },
    ]),
  )
  const target = join(folder, 'unzipped')
  await unzip(archive, target, (name) => (name === 'App/unwanted' ? undefined : name.slice('App/'.length)))
  expect(readFileSync(join(target, 'program'), 'utf8')).toMatch(/^(run)+r$/)
  // What the group and others may is also up to whoever unpacks it.
  expect(statSync(join(target, 'program')).mode & 0o700).toBe(0o700)
  expect(readFileSync(join(target, 'folder', 'plain'), 'utf8')).toBe('plain')
  expect(statSync(join(target, 'empty')).size).toBe(0)
  expect(statSync(join(target, 'unwanted'), { throwIfNoEntry: false })).toBeUndefined()
})

test('a zip can write nowhere but into its folder, and damage is noticed', async () => {
  const climbing = stored('climbing.zip', zip([{ name: '../out', content: Buffer.from('x') }]))
  await expect(unzip(climbing, join(folder, 'in'), (name) => name)).rejects.toThrow('leads out')
  const short = stored('short.zip', zip([{ name: 'a', content: Buffer.from('12345'), claimedSize: 6 }]))
  await expect(unzip(short, join(folder, 'in'), (name) => name)).rejects.toThrow('damaged')
  await expect(unzip(stored('no.zip', Buffer.from('no zip')), join(folder, 'in'), (name) => name)).rejects.toThrow('no zip archive')
})

test('an asar archive finds its files by the header', () => {
  const archive = packAsar([
    { name: 'package.json', content: Buffer.from('{}') },
    { name: 'main.js', content: Buffer.from('run()') },
  ])
  const headerLength = archive.readUInt32LE(4)
  const header: unknown = JSON.parse(archive.toString('utf8', 16, 16 + archive.readUInt32LE(12)))
  expect(header).toEqual({ files: { 'package.json': { size: 2, offset: '0' }, 'main.js': { size: 5, offset: '2' } } })
  expect(archive.subarray(8 + headerLength).toString()).toBe('{}run()')
})
