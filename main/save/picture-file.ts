import { imageSize } from 'image-size'
import { Failure } from '../../shared/errors.ts'
import { svgIsSafe } from './svg-is-safe.ts'

/** What the header of a picture says; nothing is decoded. */
export interface PictureFile {
  /** Of the file's true type, whatever the server called it. */
  readonly extension: 'jpg' | 'png' | 'gif' | 'webp' | 'avif' | 'svg' | 'bmp' | 'ico'
  /** CSS pixels as shown (an EXIF turn is applied); 0 when an SVG does not say. */
  readonly width: number
  readonly height: number
}

/** A 24 KB file can hold 200 megapixels and cost a renderer 1.4 GB: such are refused by their header. */
const MOST_PIXELS = 50_000_000
const LONGEST_SIDE = 16_384

const EXTENSIONS: Readonly<Record<string, PictureFile['extension']>> = {
  jpg: 'jpg',
  png: 'png',
  gif: 'gif',
  webp: 'webp',
  avif: 'avif',
  svg: 'svg',
  bmp: 'bmp',
  ico: 'ico',
}

/**
 * Reads type and size from the first bytes. SVG passes only when it is inert (see `svg-is-safe.ts`).
 * @throws Failure not-a-page when it is no picture that a browser shows, too-complex when it has too many pixels,
 *   blocked-address when it is an SVG that could run or fetch something
 */
export function readPicture(bytes: Uint8Array): PictureFile {
  const { type, width, height, orientation } = header(bytes)
  const extension = EXTENSIONS[type]
  if (extension === undefined) throw new Failure({ code: 'not-a-page', type })
  if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) throw new Failure({ code: 'too-complex' })
  if (extension === 'svg' && !svgIsSafe(bytes)) throw new Failure({ code: 'blocked-address', address: 'image/svg+xml' })
  // Orientations 5 to 8 are turned by a quarter (EXIF 2.3, tag 0x0112).
  const turned = orientation !== undefined && orientation >= 5
  return { extension, width: turned ? height : width, height: turned ? width : height }
}

function header(bytes: Uint8Array): { type: string; width: number; height: number; orientation?: number | undefined } {
  try {
    const { type = '', width, height, orientation } = imageSize(bytes)
    return { type: type === 'heif' ? heifBrand(bytes) : type, width, height, orientation }
  } catch {
    // An SVG without width, height and viewBox is a picture all the same.
    const isSvg = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(
      Buffer.from(bytes.subarray(0, 4096)).toString('utf8'),
    )
    return { type: isSvg ? 'svg' : 'unknown', width: 0, height: 0 }
  }
}

/** Browsers show AVIF but no other HEIF. */
function heifBrand(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(8, 12)).toString('latin1') === 'avif' ? 'avif' : 'heif'
}
