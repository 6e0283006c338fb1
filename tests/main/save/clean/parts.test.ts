import { describe, expect, test } from 'vitest'
import { clean } from '../../../../main/save/clean.ts'

const sentence = (subject: string): string =>
  `The ${subject} was mended in the spring of that year, by people who had never mended one before, and it has held ever since without a word of thanks from anybody.`
const MAIN = ['bridge', 'sluice', 'weir', 'mill'].map((subject) => `<p>${sentence(subject)}</p>`).join('')
const QUOTES = ['towpath', 'ferry', 'lock'].map((subject) => `<div class="column"><div class="quote-box"><div>${sentence(subject)}</div></div></div>`).join('')

function textOf(body: string): string {
  const html = `<!doctype html><html lang="en"><head><title>What was mended by the river</title></head><body>${body}</body></html>`
  return clean({ bytes: Buffer.from(html), contentType: 'text/html', url: 'https://river.example/mended' }).html
}

describe('an article in several boxes', () => {
  test('is found whole above teasers with names and dates', () => {
    const teaser = (name: string): string => `<div class="card"><p>by ${name}</p><p>Updated June 5, 2024</p><h3>Another river</h3></div>`
    const text = textOf(`<main><h1>What was mended by the river</h1><div class="text">${MAIN}</div><div class="extra sidebar-like">${QUOTES}</div>${['Ada Brook', 'Ben Hale', 'Cato Finn'].map((name) => teaser(name)).join('')}</main>`)
    expect(text).toContain('The lock was mended')
  })

  test('gets back the paragraphs between its title and where it seems to begin', () => {
    const lead = `<p>${sentence('fence')}</p><p>${sentence('gate')}</p>`
    const one = textOf(`<main><h1>What was mended by the river</h1><div class="cover-wrap">${lead}</div><div class="text">${MAIN}${MAIN}</div></main>`)
    expect(one.indexOf('The fence was mended')).toBeGreaterThan(-1)
    expect(one.indexOf('The fence was mended')).toBeLessThan(one.indexOf('The bridge was mended'))
  })

  test('gets no lone note back that stands there', () => {
    const text = textOf(`<main><h1>What was mended by the river</h1><div class="cover-wrap"><p>${sentence('fence')}</p></div><div class="text">${MAIN}${MAIN}</div></main>`)
    expect(text).not.toContain('The fence was mended')
  })

  test('is found in its items, though their labels alone look like it', () => {
    const labels = ['Towpath', 'Free to use', 'Open in winter', 'Lamps', 'Benches', 'No horses', 'Landing stage', 'Dogs on a lead', 'Bicycles'].map((label) => `<li>${label} and the like</li>`).join('')
    const items = ['bridge', 'sluice', 'weir', 'mill', 'lock', 'ferry'].map((subject) => `<li><p>Updated June 5, 2024</p><div class="extra"><p>${sentence(subject)}</p></div><ul>${labels}</ul></li>`).join('')
    const text = textOf(`<main><h1>What was mended by the river</h1><ol>${items}</ol></main>`)
    expect(text).toContain('The bridge was mended')
    expect(text).toContain('The ferry was mended')
  })
})
