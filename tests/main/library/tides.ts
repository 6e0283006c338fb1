import type { Library } from '../../../main/library/library.ts'
import type { ArticleId, Instant } from '../../../shared/model.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { saveSample } from '../../helpers/temp-library.ts'

export const MAY: Instant = '2026-05-03T10:15:00.123Z'
export const JUNE: Instant = '2026-06-01T08:00:00.000Z'

/** An article as it was fetched in May: a picture, a highlight of each kind (one is lost), and details that no other text has. */
export async function tidesInMay(library: Library): Promise<ArticleId> {
  const { id } = await saveSample(library, { url: 'https://example.org/tides', address: 'https://example.org/tides', body: '<p>Gone soon.</p>' })
  await library.storeOriginal(id, { bytes: Buffer.from('the sea in May'), contentType: 'text/html', fetchedAt: MAY })
  await library.highlights.addQuote(id, { exact: 'Gone soon.' }, { colour: 'pink', note: 'lost' })
  const lead = await library.keepPicture(id, Buffer.from('only in May'), 'png')
  const cleaned = cleanedSample({ title: 'Tides', byline: 'Ada Moor', siteName: 'The Gazette', publishedAt: '2026-05-01', language: 'en-GB', excerpt: 'It comes.', wordCount: 11, readingMinutes: 2, body: `<p>The sea. The sea comes in twice a day. The sea.</p><img src="${lead}" alt="">` })
  await library.finish(id, { ...cleaned, leadPicture: lead, pictures: { kept: 1, missing: [{ url: 'https://example.org/a.png', problem: 'timeout' }] }, confidence: 0.7 })
  await library.highlights.addQuote(id, { exact: 'twice a day' }, { colour: 'green', note: 'kept' })
  return id
}

/** Everything that going back must bring back, besides when it was changed. */
export async function textAndAllOfIt(library: Library, id: ArticleId) {
  const { updatedAt: _updated, offline, ...row } = await library.find(id)
  return {
    row,
    pictures: { kept: offline.picturesKept, missing: offline.missing },
    html: await library.readHtml(id),
    repair: await library.repairs.of(id),
    highlights: (await library.highlights.of(id)).highlights.map(({ note, position, lost, quote }) => ({ note, position, lost, quote })),
    original: await library.readOriginal(id),
  }
}
