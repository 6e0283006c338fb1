import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { liveFolder, layoutOf } from '../../../main/library/layout.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { drivenWindow } from '../measure/driven-window.ts'
import { medianOf } from '../measure/statistics.ts'
import { randomFrom, vocabulary } from '../measure/synthetic-text.ts'
import { writeArticle } from '../measure/write-article.ts'
import { lecternOn, openEmptyWindow } from './bench.ts'
import type { Bench } from './bench.ts'
import { spreadText } from './figure.ts'
import type { Figure } from './figure.ts'
import { emptyPage, frameSize, goTo, openArticle, openBareFrame, shows } from './in-page.ts'

const ROUNDS = 7
/** Bytes of a paragraph of 60 words with its markup, about. */
const PARAGRAPH = 440

const KINDS = [
  { name: '50 kB', bytes: 50_000, highlights: 0 },
  { name: '50 kB, 500 highlights', bytes: 50_000, highlights: 500 },
  { name: '1 MB', bytes: 1_000_000, highlights: 0 },
  { name: '1 MB, 500 highlights', bytes: 1_000_000, highlights: 500, goal: { atMost: 1.4 } },
] as const

/** Opening an article, from the click until text and highlights are painted, against a bare frame with the same document. */
export async function open(bench: Bench): Promise<readonly Figure[]> {
  const folder = join(bench.scratch, 'open')
  const ids = writeArticles(folder)
  const lectern = drivenWindow(bench.runnable, lecternOn(folder, join(bench.scratch, 'open-data')))
  await lectern.evaluate(goTo, '#/all')
  await lectern.evaluate(shows, `[aria-label="Articles"] a[href*="${ids.at(-1)}"]`)
  const bare = await openEmptyWindow(bench)
  try {
    // The first article loads the reader.
    await lectern.evaluate(openArticle, { id: ids[0] ?? '', highlights: 0 })
    const size = await lectern.evaluate(frameSize, null)
    const times = KINDS.map(() => ({ lectern: [] as number[], bare: [] as number[] }))
    for (let round = 0; round <= ROUNDS; round++) {
      bench.say(`open: round ${round} of ${ROUNDS}`)
      for (const [at, { highlights }] of KINDS.entries()) {
        const id = ids[at] as ArticleId
        await lectern.evaluate(goTo, '#/all')
        // What was open before is gone when the next one comes; taking it away is no part of either.
        await bare.evaluate(emptyPage, null)
        await pause(400)
        const ours = await lectern.evaluate(openArticle, { id, highlights })
        await pause(600)
        const url = pathToFileURL(join(liveFolder(layoutOf(folder), id), 'article.html')).href
        const theirs = await bare.evaluate(openBareFrame, { url, ...size })
        await pause(200)
        // The first time of each, code is compiled and fonts are read.
        if (round === 0) continue
        times[at]?.lectern.push(ours)
        times[at]?.bare.push(theirs)
      }
    }
    return KINDS.map((kind, at): Figure => {
      const taken = times[at] ?? { lectern: [], bare: [] }
      return {
        part: 'open',
        name: kind.name,
        value: medianOf(taken.lectern),
        unit: 'ms',
        base: medianOf(taken.bare),
        ...('goal' in kind && { goal: kind.goal }),
        detail: spreadText(taken.lectern, 'ms'),
      }
    })
  } finally {
    await Promise.all([lectern.close(), bare.close()])
  }
}

export function writeArticles(folder: string): readonly ArticleId[] {
  const random = randomFrom(7)
  const say = vocabulary(random)
  return KINDS.map(({ bytes, highlights }, number) =>
    writeArticle(
      folder,
      { number, title: say.title(false), byline: say.name(), paragraphs: say.paragraphs((bytes / PARAGRAPH) * 60, false), cjk: false, tags: [], favourite: false, archived: false, highlights },
      random,
      say,
    ),
  )
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
