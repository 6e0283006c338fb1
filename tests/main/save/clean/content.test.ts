import { describe, expect, test } from 'vitest'
import { clean } from '../../../../main/save/clean.ts'
import type { CleanedPage } from '../../../../main/save/clean.ts'
import { parsePage } from '../../../../main/save/clean/parse-page.ts'

const PROSE = '<p>The ferry had stopped for the winter, and the ice was not yet thick enough to walk on, so nobody came to the island and nobody went from it.</p>'

function cleaned(body: string, head = ''): CleanedPage {
  return clean({ bytes: Buffer.from(`<!doctype html><html lang="en"><head><title>The island in winter</title>${head}</head><body>${body}</body></html>`), url: 'https://isle.example/winter?from=mail', contentType: 'text/html' })
}

/** Every link of an article into itself, and whether it leads to something. */
function ways({ html }: CleanedPage): { readonly from: Element; readonly to: Element | null }[] {
  const document = parsePage(html, undefined)
  return [...document.querySelectorAll('a[href^="#"]')].map((from) => {
    const id = decodeURIComponent(from.getAttribute('href')?.slice(1) ?? '')
    return { from, to: [...document.querySelectorAll('[id]')].find((element) => element.getAttribute('id') === id) ?? null }
  })
}

describe('notes', () => {
  const forms: Record<string, string> = {
    'in a footer of the page, without a way back': `<main><h1>The island in winter</h1>${PROSE.repeat(4)}<p>He said so himself.<sup><a href="#note-1">1</a></sup></p>${PROSE}</main><footer><ol><li id="note-1">In a letter of 1931.</li></ol></footer>`,
    'beside the text': `<article><h1>The island in winter</h1>${PROSE.repeat(4)}<p>He said so himself.<a class="footnote-ref" href="#fn1">1</a></p>${PROSE}</article><aside class="sidebar"><div id="fn1"><p>1. In a letter of 1931.</p></div></aside>`,
    'as word processors write them': `<article><h1>The island in winter</h1>${PROSE.repeat(4)}<p>He said so himself.<a name="_ftnref1" href="#_ftn1">[1]</a></p>${PROSE}<hr><div id="ftn1"><p><a name="_ftn1" href="#_ftnref1">[1]</a> In a letter of 1931.</p></div></article>`,
    'with whole addresses': `<article><h1>The island in winter</h1>${PROSE.repeat(4)}<p>He said so himself.<sup id="r1"><a href="https://isle.example/winter?from=mail#n:1">1</a></sup></p>${PROSE}<ol><li id="n:1">In a letter of 1931. <a href="https://isle.example/winter?from=mail#r1">back</a></li></ol></article>`,
    'on a page with a base of its own': `<base href="https://cdn.example/"><article><h1>The island in winter</h1>${PROSE.repeat(4)}<p>He said so himself.<sup id="r1"><a href="#n1">1</a></sup></p>${PROSE}<ol><li id="n1">In a letter of 1931. <a href="#r1">↩</a></li></ol></article>`,
  }

  test.each(Object.entries(forms))('%s are kept, with a way there and a way back', (_, body) => {
    const page = cleaned(body)
    expect(page.html.match(/In a letter of 1931/g)).toHaveLength(1)
    const found = ways(page)
    expect(found.every(({ to }) => to !== null)).toBe(true)
    const there = found.find(({ from }) => /^\[?1\]?$/.test(from.textContent ?? '') && from.closest('p')?.textContent?.includes('He said') === true)
    const back = found.find(({ from }) => from !== there?.from)
    expect(there?.to?.closest('li, p, div')?.textContent).toContain('In a letter of 1931')
    expect(back?.from.closest('li, p, div')?.textContent).toContain('In a letter of 1931')
    expect(back?.to?.closest('p')?.textContent).toContain('He said so himself')
    expect(found).toHaveLength(2)
  })

  test('numbers that lead to comments, to pages or up are no marks', () => {
    const page = cleaned(`<article><h1 id="top">The island in winter</h1>${PROSE.repeat(5)}<p>More was said of it. <sup><a href="#comment-3">3</a></sup> <sup><a href="#top">1</a></sup></p></article><aside><ol><li id="comment-3">First!</li></ol></aside>`)
    expect(page.html).not.toContain('First!')
    expect(page.html).not.toContain('↩')
  })
})

describe('where an article ends', () => {
  test.each([
    ['Ada O’Brook', "Ada O'Brook writes about ferries, and lives beside one.", false],
    ['Ada O’Brook', 'Ada Winter is a writer, and lives beside a ferry.', false],
    ['Ada O’Brook', 'Adam Brook is the ferryman, and it is his boat that froze.', true],
    ['Ada O’Brook', 'Ada came home in March.', true],
  ])('a note on %s goes, what says something else stays: %s', (author, last, stays) => {
    const { html } = cleaned(`<article><h1>The island in winter</h1>${PROSE.repeat(5)}<p>${last}</p></article>`, `<meta name="author" content="${author}">`)
    expect(html.includes(last.slice(-12))).toBe(stays)
  })

  const tail = (heading: string): string => `<h3>${heading}</h3><p>Nine ferries that are worth the waiting, chosen by people who had to wait for them anyway.</p><p>A harbour master speaks, and does not stop until the interview has ended.</p>`

  test('comments and other articles that stand in its own box go with the line that heads them', () => {
    const { html } = cleaned(`<article><h1>The island in winter</h1><div class="text">${PROSE.repeat(9)}${tail('Recent posts')}</div></article>`)
    expect(html).toContain('The ferry had stopped')
    expect(html).not.toMatch(/Nine ferries|harbour master/)
  })

  test('the same words in the middle of it end nothing', () => {
    const { html } = cleaned(`<article><h1>The island in winter</h1><div class="text">${PROSE.repeat(3)}${tail('Share this')}${PROSE.repeat(9)}</div></article>`)
    expect(html).toMatch(/Nine ferries/)
    expect(html.match(/The ferry had stopped/g)).toHaveLength(12)
  })

  test('sources below them are kept', () => {
    const { html } = cleaned(`<article><h1>The island in winter</h1><div class="text">${PROSE.repeat(9)}<h3>Leave a comment</h3><p>Tell us what you think of it, and do not be shy about it.</p><h3>Sources</h3><p>Ice tables of the harbour office, 1931 to 1940.</p></div></article>`)
    expect(html).toContain('Ice tables of the harbour office')
    expect(html).not.toContain('Tell us what')
  })
})

describe('the picture over an article', () => {
  const page = (hero: string, head = ''): CleanedPage => cleaned(`<header style="background:url(/theme/waves.png)"><nav>Isle</nav></header>${hero}<article>${PROSE.repeat(5)}</article>`, head)
  const urls = ({ pictures }: CleanedPage): readonly string[] => pictures.flatMap((picture) => picture.urls)

  test.each([
    ['a style of a box around the title', '<div class="hero" style="background-image:url(\'/img/ice.jpg\')"><h1>The island in winter</h1></div>', ''],
    ['a style of a box below the title', '<h1>The island in winter</h1><div class="featured-image" style="background: #eee url(/img/ice.jpg) center / cover"></div>', ''],
    ['a rule of the page, by class', '<h1>The island in winter</h1><div class="hero h-7"></div>', '<style>.x{color:red}.h-7{height:9em;background-image:url("/img/ice.jpg")}</style>'],
    ['a rule of the page, by id, in a box of any name that the page shows to others', '<div id="b-9"><h1>The island in winter</h1></div>', '<meta property="og:image" content="https://isle.example/img/ice-1200x630.jpg"><style>#b-9 { background: url(/img/ice.jpg) }</style>'],
  ])('is found in %s', (_, hero, head) => {
    const found = page(hero, head)
    expect(urls(found)).toEqual(['https://isle.example/img/ice.jpg'])
    expect(found.html.trimStart()).toMatch(/^<figure><img data-picture="0"/)
    expect(found.leadPicture).toBe(0)
  })

  test.each([
    ['of a box that says nothing of it', '<div class="wrap" style="background-image:url(/img/paper.jpg)"><h1>The island in winter</h1></div>'],
    ['that is no web address', '<div class="hero" style="background-image:url(javascript:x.jpg)"><h1>The island in winter</h1></div>'],
    ['of a teaser', '<h1>The island in winter</h1><a href="/other"><div class="hero" style="background-image:url(/img/other.jpg)"></div></a>'],
    ['that is drawn', '<div class="hero" style="background-image:linear-gradient(red, blue)"><h1>The island in winter</h1></div>'],
  ])('is not a background %s', (_, hero) => {
    expect(urls(page(hero))).toEqual([])
  })
})

describe('formulas', () => {
  test('hidden for those who see, drawn for them beside it, and with their source: only the formula stays', () => {
    const math = '<math alttext="d"><semantics><mi>d</mi><annotation encoding="application/x-tex">d</annotation></semantics></math>'
    const { html } = cleaned(`<article><h1>The island in winter</h1>${PROSE.repeat(4)}<p>The ice bears a man from <span class="katex"><span class="katex-mathml">${math}</span><span class="katex-html" aria-hidden="true"><span>d</span></span></span> on, that is <span><span style="display: none">${math}</span><img src="/d.svg" alt="d"></span> in all.</p></article>`)
    expect(html).toContain('from <math><semantics><mi>d</mi></semantics></math> on, that is <math><semantics><mi>d</mi></semantics></math> in all.')
  })
})
