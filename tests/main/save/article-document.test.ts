import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { articleDocument, missingPicturesIn, placeMissing } from '../../../main/save/article-document.ts'
import type { CleanedPage } from '../../../main/save/clean.ts'
import type { PicturePlacement } from '../../../main/save/pictures.ts'

const page: CleanedPage = {
  metadata: { title: 'A "quoted" <b>title</b> & more', byline: '<img src=x onerror=1>', siteName: 'Site', publishedAt: '2024-06-05', language: 'en', direction: 'ltr', excerpt: '', wordCount: 2, readingMinutes: 1 },
  html: '<p>One <img data-picture="0" alt="a > b &quot;c&quot;"> two.</p>\n<p><img data-picture="1" alt=""></p>\n<p><img data-picture="2" alt=""></p>\n<p>&lt;img data-picture="0"&gt;</p>',
  pictures: [
    { urls: ['https://example.org/a.png?x=1&y=2'], alt: 'a > b "c"', width: 10, height: 20 },
    { urls: ['https://example.org/b.png'], alt: '', width: 300, height: 200 },
    { urls: ['https://example.org/t.gif'], alt: '' },
  ],
  confidence: 1,
}
const placements: PicturePlacement[] = [
  { kind: 'kept', path: 'images/ab.png', width: 640, height: 480, url: 'https://example.org/a.png?x=1&y=2', bytes: 9 },
  { kind: 'missing', url: 'https://example.org/b.png', problem: 'http', status: 404 },
  { kind: 'dropped', url: 'https://example.org/t.gif' },
]
const about = { url: 'https://example.org/page?a=1&b="2"', savedAt: '2024-06-06T00:00:00.000Z' }

test('pictures are put in place: kept with their size, missing without an address to ask, trackers gone', () => {
  const { document } = new JSDOM(articleDocument(page, placements, about)).window
  const images = [...document.querySelectorAll('main img')]
  expect(images).toHaveLength(2)
  expect(images[0]?.getAttributeNames().map((name) => [name, images[0]?.getAttribute(name)])).toEqual([
    ['src', 'images/ab.png'],
    ['width', '640'],
    ['height', '480'],
    ['alt', 'a > b "c"'],
    ['data-original', 'https://example.org/a.png?x=1&y=2'],
  ])
  expect(images[1]?.outerHTML).toBe('<img data-missing="https://example.org/b.png" alt="" width="300" height="200">')
  expect(document.querySelector('main')?.textContent).toBe('One  two.\n\n\n<img data-picture="0">')
})

test('what the page says of itself is text, never markup', () => {
  const { document } = new JSDOM(articleDocument(page, placements, about)).window
  expect(document.title).toBe('A "quoted" <b>title</b> & more')
  expect(document.querySelector('h1')?.textContent).toBe('A "quoted" <b>title</b> & more')
  expect(document.querySelector('header img, header b')).toBeNull()
  expect(document.querySelector('header a')?.getAttribute('href')).toBe(about.url)
  expect(document.documentElement.lang).toBe('en')
  expect(document.querySelectorAll('main')).toHaveLength(1)
})

test('the document can ask for nothing', () => {
  const { document } = new JSDOM(articleDocument(page, placements, about)).window
  const policy = document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')
  expect(policy).toContain("default-src 'none'")
  expect(document.querySelector('script, link, iframe, [src^="http"], [srcset]')).toBeNull()
})

test('missing pictures are found, and put in place later', () => {
  const stored = articleDocument(page, placements, about)
  expect(missingPicturesIn(stored)).toEqual([{ urls: ['https://example.org/b.png'], alt: '' }])
  const later = placeMissing(stored, [{ kind: 'kept', path: 'images/cd.png', url: 'https://example.org/b.png', bytes: 1 }])
  const image = new JSDOM(later).window.document.querySelectorAll('main img')[1]
  expect(image?.outerHTML).toBe('<img src="images/cd.png" alt="" data-original="https://example.org/b.png">')
  expect(missingPicturesIn(later)).toEqual([])
  expect(placeMissing(stored, [{ kind: 'missing', url: 'https://example.org/b.png', problem: 'timeout' }])).toBe(stored)
})
