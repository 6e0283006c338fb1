import type { ArticleId } from '../../shared/model.ts'
import type { Library } from '../library/library.ts'
import type { RememberedPicture } from '../library/repair-file.ts'
import { keptPicturesIn } from './article-document.ts'
import type { PictureToKeep } from './clean.ts'
import type { PicturePlacement } from './pictures.ts'

/** Pictures that are on the disk already, by the address they came from. */
export type KnownPictures = ReadonlyMap<string, RememberedPicture>

export const NO_PICTURES: KnownPictures = new Map()

/** The pictures that an article shows, and those that its repair leaves out. */
export async function knownPicturesOf(library: Library, id: ArticleId): Promise<KnownPictures> {
  const [html, repair] = await Promise.all([library.readHtml(id).catch(() => ''), library.repairs.of(id).catch(() => undefined)])
  return new Map([...(repair?.pictures ?? []), ...keptPicturesIn(html)].map((picture) => [picture.url, picture]))
}

/** Places the pictures that are known and has the rest placed; answers one placement for each, in their order. */
export async function placeKnown(
  pictures: readonly PictureToKeep[],
  known: KnownPictures,
  placeRest: (rest: readonly PictureToKeep[]) => Promise<readonly PicturePlacement[]>,
): Promise<readonly PicturePlacement[]> {
  const found = pictures.map(({ urls }) => known.get(urls.find((url) => known.has(url)) ?? ''))
  const rest = await placeRest(pictures.filter((_, index) => found[index] === undefined))
  let next = 0
  return pictures.map(({ urls }, index) => {
    const picture = found[index]
    if (picture !== undefined) return { kind: 'kept', bytes: 0, ...picture }
    return rest[next++] ?? { kind: 'missing', url: urls[0] ?? '', problem: 'cancelled' }
  })
}
