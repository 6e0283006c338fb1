import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packIcns, packIco } from '../../build/icons/icon-files.mjs'
import { controlFile } from '../../build/package/deb-control.mjs'
import { readFpmArguments } from '../../build/package/fpm.mjs'
import { ROOT } from '../../build/project.mjs'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

describe('a deb', () => {
  const args = ['-s', 'dir', '--force', '-t', 'deb', '-d', 'a | b', '-d', 'c', '--deb-compression', 'zst', '--architecture', 'amd64']
  const more = ['--description', 'Short\n Long line\n\n after a gap', '--name', 'lectern', '--version', '0.1.0', '/dist/app/=/opt/Lectern', '/icon.png=/usr/share/icon.png']

  test('is described by fpm’s arguments', () => {
    const { options, depends, files } = readFpmArguments([...args, ...more])
    expect(depends).toEqual(['a | b', 'c'])
    expect(options).toMatchObject({ t: 'deb', 'deb-compression': 'zst', architecture: 'amd64', name: 'lectern' })
    expect(files).toEqual([['/dist/app/', '/opt/Lectern'], ['/icon.png', '/usr/share/icon.png']])
  })

  test('has a control file that Debian’s tools read', () => {
    const { options, depends, recommends } = readFpmArguments([...args, ...more])
    expect(controlFile({ options, depends, recommends, installedSize: 42 })).toBe(
      'Package: lectern\nVersion: 0.1.0\nArchitecture: amd64\nInstalled-Size: 42\nDepends: a | b, c\nDescription: Short\n Long line\n .\n after a gap\n',
    )
  })
})

test('icon files point at the PNGs in them', () => {
  const big = Buffer.concat([PNG, Buffer.alloc(100)])
  const ico = packIco(new Map([[16, PNG], [256, big]]))
  expect(ico.readUInt16LE(4)).toBe(2)
  expect([ico[6], ico[22]]).toEqual([16, 0])
  expect(ico.subarray(ico.readUInt32LE(22 + 12)).equals(big)).toBe(true)
  const icns = packIcns(new Map([[16, PNG], [512, big]]))
  expect(icns.toString('latin1', 0, 4)).toBe('icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  expect(icns.toString('latin1', 8, 12)).toBe('icp4')
})

describe.skipIf(process.platform === 'win32')('the installed `lectern`', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lectern-wrapper-'))
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin', 'lectern'), readFileSync(join(ROOT, 'build', 'package', 'lectern.sh')))
    writeFileSync(join(folder, 'lectern'), '#!/bin/sh\nfor word; do echo "<$word>"; done; exit 7\n')
    chmodSync(join(folder, 'bin', 'lectern'), 0o755)
    chmodSync(join(folder, 'lectern'), 0o755)
    symlinkSync(join(folder, 'bin', 'lectern'), join(folder, 'link'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  function words(...args: string[]): string[] {
    const { stdout, status } = spawnSync(join(folder, 'link'), args, { encoding: 'utf8' })
    expect(status).toBe(7)
    return stdout.trim().split('\n').map((line) => line.slice(1, -1)).filter((word) => word !== '--no-sandbox')
  }

  test.each(['save', 'list', 'backup', 'restore-backup', '--help', '--version'])('takes %s for a command, words untouched', (command) => {
    const rest = ['a b', "it's", '--tag', '*']
    expect(words(command, ...rest)).toEqual(['--ozone-platform=headless', '--disable-gpu', '--log-level=3', '--lectern-cli', command, ...rest])
  })

  test('starts the app for everything else', () => {
    expect(words()).toEqual([''])
    expect(words('lectern://save?url=x')).toEqual(['lectern://save?url=x'])
    expect(words('page.html')).toEqual(['page.html'])
  })
})
