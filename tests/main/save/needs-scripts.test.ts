import { describe, expect, test } from 'vitest'
import type { CleanedPage } from '../../../main/save/clean.ts'
import { needsScripts, SIGNS_WITHIN } from '../../../main/save/needs-scripts.ts'

function cleaned(wordCount: number, confidence = 0.9): CleanedPage {
  const metadata = { title: 'T', direction: 'ltr', excerpt: '', wordCount, readingMinutes: 1 } as const
  return { metadata, html: '', pictures: [], confidence }
}

const SCRIPT = '<script src="/app.js"></script>'
const WANTS_SCRIPTS = [
  `<noscript>You need to enable JavaScript to run this app.</noscript>${SCRIPT}`,
  `<noscript><p>This site does not work without scripts</p></noscript>${SCRIPT}`,
  `<div id="root"></div>${SCRIPT}`,
  `<div class="x" id='__next'> <!-- empty --> </div>${SCRIPT}`,
  `<app-root>Loading</app-root>${SCRIPT}`,
  `<script>window.__INITIAL_STATE__ = {}</script>`,
  `<p>Please enable JavaScript to continue.</p>${SCRIPT}`,
]

describe('a page is opened with its scripts', () => {
  test('when nothing was found on it and it has some', () => {
    expect(needsScripts(`<p></p>${SCRIPT}`, undefined)).toBe(true)
    expect(needsScripts('<p></p>', undefined)).toBe(false)
  })

  test.each(WANTS_SCRIPTS)('when little was found and it says so: %s', (html) => {
    expect(needsScripts(html, cleaned(12))).toBe(true)
    expect(needsScripts(html, cleaned(150, 0.4))).toBe(true)
  })

  test.each(WANTS_SCRIPTS)('but not when an article was found: %s', (html) => {
    expect(needsScripts(html, cleaned(150))).toBe(false)
    expect(needsScripts(html, cleaned(800, 0.3))).toBe(false)
  })

  test('a short page with scripts of no meaning is left as it is', () => {
    expect(needsScripts(`<article><p>A short notice.</p></article>${SCRIPT}<noscript><img src="/count.gif"></noscript>`, cleaned(20))).toBe(false)
  })

  test.each(['<noscript>', '<noscript ', '<div id="root">', '<div id=root ', '<div id="root"> <!-- ', '<div id=id=', '<!--'])(
    'is decided in a moment on a long run of %s',
    (piece) => {
      expect(needsScripts(SCRIPT + piece.repeat(Math.ceil(SIGNS_WITHIN / piece.length)), cleaned(5))).toBe(false)
    },
  )
})
