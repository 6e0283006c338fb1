import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ArticleId } from '../../../shared/model.ts'
import { syntheticPicture } from './synthetic-picture.ts'
import { randomFrom, vocabulary } from './synthetic-text.ts'
import { writeArticle } from './write-article.ts'

export interface SyntheticLibrary {
  readonly articles: number
  /** Mean words of an article; storage was measured with 1,102. */
  readonly words?: number
}

/** Raised when the same numbers would give another library. */
export const GENERATOR = 2

const SEED = 20_26
/** Lead pictures are few and shared, as files of one content: the disk need not hold 50,000. */
const PICTURES = 24
const PICTURE_SIZE = { width: 1200, height: 800 }
const MOST_HIGHLIGHTS = 200

/** The words of every library made here. */
export function libraryVocabulary() {
  return vocabulary(randomFrom(SEED))
}

/**
 * Writes a library of synthetic articles: words by Zipf's law over an invented vocabulary, 4 % of the articles Chinese and
 * Japanese, 40 % with highlights (3.1 an article over all, at most 200), 30 % with a lead picture. The same numbers
 * give the same library.
 * @param onProgress called with the count of articles so far
 */
export function makeLibrary(folder: string, { articles, words = 1100 }: SyntheticLibrary, onProgress?: (done: number) => void): readonly ArticleId[] {
  const random = randomFrom(SEED)
  const say = vocabulary(random)
  // The articles link to them.
  const pictureFolder = `${folder}-pictures`
  const pictures = makePictures(pictureFolder)
  const ids = Array.from({ length: articles }, (_, number) => {
    if (number % 1000 === 0) onProgress?.(number)
    const cjk = random() < 0.04
    const picture = random() < 0.3 ? pictures[number % pictures.length] : undefined
    return writeArticle(
      folder,
      {
        number,
        title: say.title(cjk),
        byline: say.name(),
        paragraphs: say.paragraphs(Math.max(40, Math.round(words * (0.3 + 1.4 * random()))), cjk),
        cjk,
        tags: random() < 0.5 ? [`tag ${Math.floor(random() * 60)}`] : [],
        favourite: random() < 0.1,
        archived: random() < 0.3,
        // Exponential: most have a few, some very many.
        highlights: random() < 0.4 ? Math.min(MOST_HIGHLIGHTS, Math.ceil(-Math.log(1 - random()) * 7.3)) : 0,
        ...(picture && { picture }),
      },
      random,
      say,
    )
  })
  rmSync(pictureFolder, { recursive: true })
  return ids
}

function makePictures(folder: string) {
  const random = randomFrom(SEED)
  mkdirSync(folder, { recursive: true })
  return Array.from({ length: PICTURES }, () => {
    const bytes = syntheticPicture(PICTURE_SIZE.width, PICTURE_SIZE.height, random)
    const name = `${createHash('sha256').update(bytes).digest('hex')}.png`
    const file = join(folder, name)
    writeFileSync(file, bytes)
    return { file, name, ...PICTURE_SIZE }
  })
}
