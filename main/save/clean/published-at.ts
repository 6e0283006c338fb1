import type { DateOrInstant } from '../../../shared/model.ts'
import { addressDate, machineDate, textDate } from './dates.ts'
import { isElsewhere } from './elsewhere.ts'
import { isDateLine } from './furniture.ts'
import type { LinesNearTitle } from './near-title.ts'
import type { JsonLdArticle } from './json-ld.ts'
import type { Metas } from './metas.ts'
import { titleHeading } from './title-heading.ts'
import { squeezed } from './words.ts'

const META = [
  'article:published_time', 'og:article:published_time', 'article:published', 'og:published_time', 'datePublished', 'date', 'dc.date', 'dc.date.issued',
  'dcterms.date', 'dcterms.created', 'dcterms.issued', 'citation_publication_date', 'citation_date', 'citation_online_date', 'parsely-pub-date',
  'sailthru.date', 'publish-date', 'publish_date', 'pubdate', 'publication_date', 'article.published', 'date.created', 'originalpublicationdate', 'cXenseParse:recs:publishtime',
  'published', 'published-date', 'publishdate', 'dc.date.published', 'pdate', 'dateOfPublication', 'article_date_original',
]
/** Elements whose class or name says that they hold the date of publication. */
const SHOWN =
  'time, [itemprop~="datePublished"], [class*="date" i], [class*="publish" i], [class*="posted" i], [class*="timestamp" i], [class*="meta" i], [class*="byline" i], [data-hook="time-ago"]'

/** When the article was published: JSON-LD, meta, microdata, then what the page shows near its title, then its address. */
export function choosePublishedAt(
  { document, metas, jsonLd }: { readonly document: Document; readonly metas: Metas; readonly jsonLd: JsonLdArticle | undefined },
  about: { readonly url?: string | undefined; readonly language?: string | undefined; readonly title: string; readonly near: LinesNearTitle },
): DateOrInstant | undefined {
  return (
    machineDate(jsonLd?.datePublished) ??
    metaDate(metas) ??
    microdataDate(document) ??
    dateNear(about.near, about.language) ??
    shownDate(document, about) ??
    addressDate(about.url) ??
    machineDate(jsonLd?.dateModified)
  )
}

const LABEL_ALONE = /^(?:published|posted|date|publication date|written|updated|last updated|veröffentlicht|publié)(?: on)?\s*:?$/i
const UPDATED = /updat|modif|edited|reviewed|aktualisiert|mis à jour/i

/** A date on a line by itself near the title: below it first, one that is no update first. */
function dateNear(near: LinesNearTitle, language: string | undefined): DateOrInstant | undefined {
  const texts = [...near.after, ...near.before].map(({ text }) => text)
  const dated = texts.flatMap((line, index, all) => {
    const isLabelled = LABEL_ALONE.test(all[index - 1] ?? '')
    const isDated = isDateLine(line) || (line.length <= 140 && /\b(?:published|posted|updated|by|written)\b/i.test(line)) || (line.length < 80 && /[|·•]|min/i.test(line))
    const date = isDated || isLabelled ? textDate(line, language) : undefined
    const updated = UPDATED.test(isLabelled ? (all[index - 1] ?? '') : line) && !/publi|posted/i.test(line)
    return date === undefined ? [] : [{ date, updated }]
  })
  return (dated.find((one) => !one.updated) ?? dated[0])?.date
}

function metaDate(metas: Metas): DateOrInstant | undefined {
  for (const name of META) {
    for (const content of metas.all([name], true)) {
      const date = machineDate(content)
      if (date !== undefined) return date
    }
  }
  return undefined
}

function microdataDate(document: Document): DateOrInstant | undefined {
  for (const element of document.querySelectorAll('[itemprop~="datePublished"], time[pubdate], time.published, time.entry-date, .dt-published')) {
    if (isElsewhere(element)) continue
    const value = element.getAttribute('datetime') ?? element.getAttribute('content') ?? element.textContent ?? ''
    const date = machineDate(squeezed(value).slice(0, 60))
    if (date !== undefined) return date
  }
  return undefined
}

/** The first date shown after (or just before) the title; one said to be an update only when there is no other. */
function shownDate(document: Document, about: { readonly language?: string | undefined; readonly title: string }): DateOrInstant | undefined {
  const heading = titleHeading(document, about.title, 'h1, h2, h3')
  const candidates = [...document.querySelectorAll(SHOWN)].filter((element) => {
    const length = element.textContent?.length ?? 0
    return length > 0 && length < 200 && !isElsewhere(element)
  })
  const dated = candidates.slice(0, 60).flatMap((element) => {
    const text = squeezed(element.textContent)
    const date = machineDate(element.getAttribute('datetime') ?? undefined) ?? textDate(text, about.language)
    return date === undefined ? [] : [{ element, date, updated: /updat|modif|edited|reviewed|aktualisiert|mis à jour/i.test(text) && !/publi|posted/i.test(text) }]
  })
  const first = dated.filter((one) => !one.updated)
  const pool = first.length > 0 ? first : dated
  if (heading === undefined) return pool[0]?.date
  const after = pool.find(({ element }) => (heading.compareDocumentPosition(element) & 4) !== 0)
  const before = pool.filter(({ element }) => (heading.compareDocumentPosition(element) & 2) !== 0).at(-1)
  return after?.date ?? before?.date
}
