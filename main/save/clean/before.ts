import { prepareFormulas } from './formulas.ts'
import { rename } from './headings.ts'
import { BACKGROUND, backgroundIn } from './lead-background.ts'
import { dropPulledQuotes, isPulledQuote } from './repeats.ts'
import { squeezed } from './words.ts'

const DROPPED = new Set(['link', 'input', 'select', 'textarea', 'template', 'dialog', 'canvas', 'object', 'embed', 'applet', 'frame', 'frameset', 'datalist', 'map', 'area'])

/**
 * Makes a parsed page ready for Readability: what can never be of the article is taken out, hidden state is turned
 * from style into attributes, embedded media become links. It only removes what is certain; judging is Readability's
 * and `after.ts`'s.
 * @returns characters of text that the page hides
 */
export function prepare(document: Document): number {
  // Readability runs its patterns over it.
  if (document.title.length > 2000) document.title = document.title.slice(0, 2000)
  prepareFormulas(document)
  let hidden = 0
  const quotes: Element[] = []
  for (const element of [...(document.body?.querySelectorAll('*') ?? [])]) {
    if (DROPPED.has(element.localName)) element.remove()
    else if (element.localName === 'button') resolveButton(element)
    else if (element.localName === 'iframe' || element.localName === 'video' || element.localName === 'audio') replaceEmbed(element)
    else if (element.localName === 'footer' && element.closest('blockquote') !== null) rename(element, 'p')
    else {
      turnStyleIntoState(element)
      if (isPulledQuote(element)) quotes.push(element)
      if (/^h[1-6]$/.test(element.localName)) prepareHeading(element)
      if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') hidden += squeezed(element.textContent).length
    }
  }
  if (quotes.length > 0) dropPulledQuotes(quotes, document.body)
  return hidden
}

/**
 * Readability drops headings whose names hold words such as "header" or "share"; their text is judged later, so the
 * names are hidden from it. Marks to link to a heading, or to edit what it heads, go.
 */
function prepareHeading(heading: Element): void {
  for (const name of ['class', 'id']) {
    const value = heading.getAttribute(name)
    if (value === null) continue
    heading.setAttribute(`data-${name}`, value)
    heading.removeAttribute(name)
  }
  for (const child of [...heading.children]) if (child.getAttribute('class') === 'mw-editsection') child.remove()
  for (const anchor of heading.querySelectorAll('a, button, [class*="anchor" i]')) {
    if (/^[#¶§🔗\s]*$/u.test(anchor.textContent ?? '') && anchor.querySelector('img') === null) anchor.remove()
  }
}

/** Hidden by inline style becomes `hidden`; no other style is needed, and jsdom parses styles slowly. */
function turnStyleIntoState(element: Element): void {
  const style = element.getAttribute('style')
  if (style === null) return
  if (/(?:^|;)\s*display\s*:\s*none|(?:^|;)\s*visibility\s*:\s*hidden/i.test(style)) element.setAttribute('hidden', '')
  const background = backgroundIn(style)
  if (background !== undefined) element.setAttribute(BACKGROUND, background)
  element.removeAttribute('style')
}

/** Buttons are furniture, but headings of accordions are written as buttons too. */
function resolveButton(button: Element): void {
  const isHeading = button.closest('h1, h2, h3, h4, h5, h6, summary, dt') !== null
  if (isHeading && squeezed(button.textContent) !== '') button.replaceWith(...button.childNodes)
  else button.remove()
}

const EMBED_KINDS: readonly (readonly [host: RegExp, label: string])[] = [
  [/(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitch\.tv|wistia\.(?:com|net)|ted\.com)$/, 'Video'],
  [/(?:^|\.)(?:spotify\.com|soundcloud\.com|podcasts\.apple\.com|bandcamp\.com|simplecast\.com|libsyn\.com|buzzsprout\.com)$/, 'Audio'],
  [/(?:^|\.)(?:twitter\.com|x\.com|instagram\.com|tiktok\.com|facebook\.com|bsky\.app|threads\.net|reddit\.com)$/, 'Post'],
  [/(?:^|\.)(?:codepen\.io|codesandbox\.io|jsfiddle\.net|stackblitz\.com|gist\.github\.com)$/, 'Code'],
  [/(?:^|\.)(?:openstreetmap\.org)$|^(?:maps\.google\.|www\.google\.com$)/, 'Map'],
  [/(?:^|\.)(?:datawrapper\.dwcdn\.net|flourish\.studio|infogram\.com|tableau\.com)$/, 'Chart'],
]

/** Embedded media become a labelled link, for offline there is nothing to play; unknown frames are advertisements. */
function replaceEmbed(element: Element): void {
  const raw = element.getAttribute('src') ?? element.getAttribute('data-src') ?? element.querySelector('source')?.getAttribute('src') ?? ''
  const base = element.ownerDocument.baseURI
  const url = URL.canParse(raw, base) ? new URL(raw, base) : undefined
  const own = element.localName === 'video' ? 'Video' : element.localName === 'audio' ? 'Audio' : undefined
  const label = own ?? EMBED_KINDS.find(([host]) => host.test(url?.hostname ?? ''))?.[1]
  if (url === undefined || label === undefined || !/^https?:$/.test(url.protocol)) {
    element.remove()
    return
  }
  const document = element.ownerDocument
  const card = document.createElement('p')
  const link = document.createElement('a')
  const title = squeezed(element.getAttribute('title') ?? element.getAttribute('aria-label'))
  card.setAttribute('data-part', 'embed')
  link.setAttribute('href', watchAddress(url))
  link.textContent = `${label}${title === '' || /^(?:youtube|vimeo)? ?(?:video )?player$/i.test(title) ? '' : `: ${title}`} (${url.hostname.replace(/^www\.|^player\./, '')})`
  card.append(link)
  element.replaceWith(card)
}

/** The address where an embedded video is watched, for a player's own address shows nothing but the player. */
function watchAddress(url: URL): string {
  const id = /^\/embed\/([\w-]{6,})/.exec(url.pathname)?.[1]
  if (id !== undefined && /youtube/.test(url.hostname)) return `https://www.youtube.com/watch?v=${id}`
  const vimeo = /^\/video\/(\d+)/.exec(url.pathname)?.[1]
  return vimeo !== undefined && url.hostname === 'player.vimeo.com' ? `https://vimeo.com/${vimeo}` : url.href
}
