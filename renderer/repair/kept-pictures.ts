/** The pictures that a stored document shows, by the address they came from. Nothing of the document runs or loads. */
export function keptPictures(documentHtml: string): ReadonlyMap<string, string> {
  const parsed = new DOMParser().parseFromString(documentHtml, 'text/html')
  const pictures = new Map<string, string>()
  for (const image of parsed.querySelectorAll('main img[data-original]')) {
    pictures.set(image.getAttribute('data-original') ?? '', image.getAttribute('src') ?? '')
  }
  return pictures
}
