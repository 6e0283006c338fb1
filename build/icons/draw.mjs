// Draws the icons with Chromium: `node build/run.mjs icons`.
import { app, BrowserWindow } from 'electron'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packIcns, packIco } from './icon-files.mjs'

const FOLDER = import.meta.dirname
/** Up to this size the drawing without lines of text is the legible one. */
const SMALL_UP_TO = 32
/** macOS leaves a margin around the tile: 824 of 1024 (Apple's icon template); ours is 480 of 512 already. */
const MAC_SCALE = 824 / 1024 / (480 / 512)
const LINUX_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
const WINDOWS_SIZES = [16, 24, 32, 48, 64, 128, 256]
const MAC_SIZES = [16, 32, 64, 128, 256, 512, 1024]

void app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false })
  await window.loadURL('about:blank')

  /** Answers a PNG of the mark, `size` pixels square. @param {number} size @param {number} [scale] of the mark within it */
  const draw = async (size, scale = 1) => {
    const svg = readFileSync(join(FOLDER, size <= SMALL_UP_TO ? 'lectern-small.svg' : 'lectern.svg'), 'base64')
    const address = await window.webContents.executeJavaScript(`(async () => {
      const image = new Image()
      image.src = 'data:image/svg+xml;base64,${svg}'
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = ${size}
      const side = ${size} * ${scale}
      canvas.getContext('2d').drawImage(image, (${size} - side) / 2, (${size} - side) / 2, side, side)
      return canvas.toDataURL('image/png')
    })()`)
    return Buffer.from(address.slice('data:image/png;base64,'.length), 'base64')
  }
  /** @param {readonly number[]} sizes @param {number} [scale] */
  const drawAll = async (sizes, scale) => {
    const drawn = new Map()
    for (const size of sizes) drawn.set(size, await draw(size, scale))
    return drawn
  }

  mkdirSync(join(FOLDER, 'linux'), { recursive: true })
  for (const [size, png] of await drawAll(LINUX_SIZES)) writeFileSync(join(FOLDER, 'linux', `${size}x${size}.png`), png)
  writeFileSync(join(FOLDER, 'lectern.ico'), packIco(await drawAll(WINDOWS_SIZES)))
  writeFileSync(join(FOLDER, 'lectern.icns'), packIcns(await drawAll(MAC_SIZES, MAC_SCALE)))
  app.exit(0)
})
