import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readThumbnail } from '../../main/window-arguments.ts'
import { openThumbnails, thumbnailFile } from '../../main/thumbnails.ts'
import { Failure } from '../../shared/errors.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-thumbnails-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const hash = (number: number): string => number.toString(16).padStart(64, '0')
const file = (number: number): string => thumbnailFile(folder, hash(number)) ?? ''

test('a thumbnail is kept by its picture’s content, and goes with the last article that is deleted for good', async () => {
  const thumbnails = openThumbnails(folder)
  await thumbnails.keep(hash(1), new Uint8Array(10))
  await thumbnails.keep(hash(2), new Uint8Array(10))
  expect([existsSync(file(1)), existsSync(file(2))]).toEqual([true, true])
  await thumbnails.forget([`images/${hash(1)}.jpg`, undefined, '../../x.jpg'])
  expect([existsSync(file(1)), existsSync(file(2))]).toEqual([false, true])
})

test('what is no hash has no file', async () => {
  for (const name of ['', '..', hash(1).toUpperCase().replace('1', 'A'), `${hash(1)}/../x`, `${hash(1)}0`]) expect(thumbnailFile(folder, name)).toBeUndefined()
  await openThumbnails(folder).keep('../../outside', new Uint8Array(1))
  expect(readdirSync(folder)).toEqual([])
})

test('the oldest go when there are too many', async () => {
  const first = openThumbnails(folder, 1000, 500)
  for (let number = 0; number < 9; number++) {
    await first.keep(hash(number), new Uint8Array(100))
    utimesSync(file(number), 1000 + number, 1000 + number)
  }
  // A new start knows how much there is.
  const thumbnails = openThumbnails(folder, 1000, 500)
  for (const number of [9, 10]) await thumbnails.keep(hash(number), new Uint8Array(100))
  const left = [...Array(11).keys()].filter((number) => existsSync(file(number)))
  expect(left).toEqual([6, 7, 8, 9, 10])
})

test('only a small WebP picture is taken', () => {
  const webp = (bytes: number) => Uint8Array.from(Buffer.concat([Buffer.from('RIFF....WEBPVP8 '), Buffer.alloc(bytes)]))
  expect(readThumbnail(webp(100))).toHaveLength(116)
  for (const wrong of [webp(70_000), Buffer.from('<svg></svg>'), new Uint8Array(), 'RIFF....WEBP']) expect(() => readThumbnail(wrong)).toThrow(Failure)
})
