import { isElsewhere } from './elsewhere.ts'
import { titleHeading } from './title-heading.ts'
import { squeezed } from './words.ts'

const LEAST_WIDTH = 300

/** A picture that stands over an article, with its words, remembered before Readability judges the page. */
export interface LeadFigure {
  readonly picture: string
  readonly caption: string
}

/**
 * The large picture between the title and the first paragraphs. Readability often leaves it behind, for it stands in
 * a box of its own without text.
 */
export function findLeadFigure(document: Document, title: string): LeadFigure | undefined {
  const heading = titleHeading(document, title) ?? document.querySelector('article, main')
  const prose = [...document.querySelectorAll('p')].find(
    (element) => squeezed(element.textContent).length > 120 && (heading === null || (heading.compareDocumentPosition(element) & 20) !== 0),
  )
  if (heading === null || prose === undefined) return undefined
  for (const image of document.querySelectorAll('img[data-picture]')) {
    const isAfter = (heading.compareDocumentPosition(image) & 20) !== 0
    const isBefore = (image.compareDocumentPosition(prose) & 4) !== 0
    const width = Number(image.getAttribute('width') ?? 1000)
    if (!isAfter || !isBefore || width < LEAST_WIDTH || isElsewhere(image) || linksAway(image)) continue
    const caption = squeezed(image.closest('figure')?.querySelector('figcaption')?.textContent)
    return { picture: image.getAttribute('data-picture') ?? '', caption: caption.length > 500 ? '' : caption }
  }
  return undefined
}

/** A picture in a link to another page is a teaser of that page. */
function linksAway(image: Element): boolean {
  const href = image.closest('a')?.getAttribute('href')
  return href !== null && href !== undefined && !/\.(?:jpe?g|png|gif|webp|avif)(?:\?|$)|^#/i.test(href)
}

/** Puts the remembered picture over the article unless it is in it. */
export function placeLeadFigure(root: HTMLElement, lead: LeadFigure | undefined): void {
  if (lead === undefined || root.querySelector(`img[data-picture="${lead.picture}"]`) !== null) return
  const document = root.ownerDocument
  const figure = document.createElement('figure')
  const image = document.createElement('img')
  image.setAttribute('data-picture', lead.picture)
  figure.append(image)
  if (lead.caption !== '') {
    const caption = document.createElement('figcaption')
    caption.textContent = lead.caption
    figure.append(caption)
  }
  root.prepend(figure)
}
