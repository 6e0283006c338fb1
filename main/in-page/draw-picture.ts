/** How a vector picture is drawn: the side of the square in pixels, and WebP's quality, 0 to 1. */
export interface Drawing {
  readonly side: number
  readonly quality: number
}

/**
 * Draws the middle of a vector picture as a square. Sent into a hidden page as text: it stands alone. As an image, an SVG
 * runs no script and loads nothing (https://www.w3.org/TR/SVG2/conform.html#secure-static-mode).
 * @param svg the file in base64
 * @returns a WebP in base64
 */
export async function drawPicture(svg: string, { side, quality }: Drawing): Promise<string> {
  const image = new Image()
  image.src = `data:image/svg+xml;base64,${svg}`
  await image.decode()
  // A picture that does not say how large it is fills what it is given.
  const [width, height] = [image.naturalWidth || side, image.naturalHeight || side]
  const scale = side / Math.min(width, height)
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  const context = canvas.getContext('2d')
  if (!context) return ''
  context.drawImage(image, (side - width * scale) / 2, (side - height * scale) / 2, width * scale, height * scale)
  return canvas.toDataURL('image/webp', quality).replace(/^data:image\/webp;base64,/, '')
}
