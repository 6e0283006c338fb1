import { JSDOM } from 'jsdom'
import { expect, test } from 'vitest'
import { confidenceOf } from '../../../../main/save/clean/confidence.ts'
import { lostShare, proseOf } from '../../../../main/save/clean/lost-prose.ts'
import { SURE_ENOUGH } from '../../../../shared/repair.ts'

const sentence = (name: string): string =>
  `The ${name} stood at the end of the quay for as long as anybody could remember, and nobody had ever asked who paid for it.`

function prose(html: string): string[] {
  return proseOf(new JSDOM(`<body>${html}</body>`).window.document)
}

test('prose is sentences, but not those of comments, side boxes and what is hidden', () => {
  const html = `<p>${sentence('lamp')}</p><p>Short.</p><aside><p>${sentence('bell')}</p></aside>
    <div class="post-comments"><p>${sentence('crane')}</p></div><div hidden><p>${sentence('rope')}</p></div>`
  expect(prose(html)).toEqual([sentence('lamp')])
})

test('what holds most of the prose is the article, whatever its name; what is said twice counts once', () => {
  const article = ['lamp', 'bell', 'rope'].map((name) => `<p>${sentence(name)}</p>`).join('')
  expect(prose(`<p>${sentence('gull')}</p><div class="newsletter">${article}</div><p>${sentence('gull')}</p>`)).toEqual(['lamp', 'bell', 'rope'].map(sentence))
  expect(prose(`${article}<p>${sentence('gull')}</p><div class="newsletter"><p>${sentence('crane')}</p></div><p>${sentence('gull')}</p>`)).toHaveLength(4)
})

test('what is lost is told by its length', () => {
  const all = prose(['lamp', 'bell', 'rope', 'gull'].map((name) => `<p>${sentence(name)}</p>`).join(''))
  expect(lostShare(all, all.join(' '))).toBe(0)
  expect(lostShare(all, `${all[0]} ${all[1]} ${all[2]}`)).toBeCloseTo(0.25)
  expect(lostShare([], 'Anything.')).toBe(0)
})

test('an article without two fifths of its page’s prose is not sure, however fine it looks', () => {
  const root = new JSDOM(Array.from({ length: 20 }, () => `<p>${sentence('lamp')}</p>`).join('')).window.document.body
  const page = { pageText: 3000, facts: { title: 'Lamps', description: '' } }
  expect(confidenceOf(root, { ...page, lost: 0 })).toBe(1)
  expect(confidenceOf(root, { ...page, lost: 0.35 })).toBeGreaterThanOrEqual(SURE_ENOUGH)
  expect(confidenceOf(root, { ...page, lost: 0.4 })).toBeLessThan(SURE_ENOUGH)
})
