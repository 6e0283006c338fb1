import { describe, expect, test } from 'vitest'
import { bodyText } from '../../../../main/export/text.ts'
import { clean } from '../../../../main/save/clean.ts'
import type { CleanedPage } from '../../../../main/save/clean.ts'
import type { RepairPlan } from '../../../../main/save/clean/repair.ts'
import type { BlockSelector, OriginalBlock, OriginalOutline } from '../../../../shared/repair.ts'

const TIDES = [
  'The tide table on the harbour wall was printed in the year the wall was built, and nobody has ever replaced it.',
  'It is wrong by eleven minutes in spring and by nineteen in autumn, which every pilot in the town knows by heart.',
  'Visitors set their watches by it, miss the ferry, and spend the night in the inn that the printer’s family still owns.',
  'The harbour master has proposed a new table four times. Each time the council thanked him and adjourned for lunch.',
]
const LOST = 'A correction, added later: the table is wrong by twelve minutes, as three readers and one retired pilot have written.'
const SUPPORT = 'We are a small paper and every month counts. If you have enjoyed this story, consider giving what a coffee costs.'

function page(o: { readonly paragraphs?: readonly string[]; readonly more?: string } = {}): string {
  return `<!doctype html><html lang="en"><head><title>The wrong table | The Tide</title></head><body>
<header class="site-head"><nav><a href="/">Front page</a> <a href="/boats">Boats</a></nav></header>
<div class="layout css-1x2y3z"><article class="story post-4711"><h1>The wrong table</h1>
<div class="story-text">${(o.paragraphs ?? TIDES).map((text) => `<p>${text}</p>`).join('\n')}
<div class="appeal"><p>${SUPPORT}</p></div>${o.more ?? ''}</div></article></div>
<section class="errata"><h3>Errata</h3><p>${LOST}</p><p><a href="/errata/1">All errata</a></p></section>
<footer class="site-foot"><p>Printed on the quay. <a href="/imprint">Imprint</a></p></footer></body></html>`
}

function cleaned(html: string, repair?: RepairPlan): CleanedPage {
  return clean({ bytes: new TextEncoder().encode(html), contentType: 'text/html', url: 'https://tide.example/wrong', ...(repair && { repair }) })
}

function textOf(page: CleanedPage): string {
  return bodyText(`<main>${page.html}</main>`)
}

function outlineOf(html: string): OriginalOutline {
  const outline = cleaned(html, { report: 'outline' }).repair?.outline
  if (outline === undefined) throw new Error('no outline')
  return outline
}

function block(outline: OriginalOutline, words: string): OriginalBlock {
  const found = outline.blocks.filter(({ selector, kind }) => kind !== 'section' && selector.text?.begins.includes(words.slice(0, 40)) === true)
  if (found[0] === undefined) throw new Error(`no block “${words}”`)
  return found[0]
}

const own = (drop: readonly BlockSelector[], keep: readonly BlockSelector[]): RepairPlan => ({ article: { drop, keep } })

describe('the original as blocks', () => {
  const outline = outlineOf(page())

  test('says of each block whether it stands in the article', () => {
    expect(block(outline, TIDES[1] ?? '').standing).toBe(true)
    expect(block(outline, LOST).standing).toBe(false)
    expect(block(outline, SUPPORT).standing).toBe(true)
  })

  test('is inert: nothing that leads away, loads or runs', () => {
    expect(outline.html).not.toMatch(/<script|<iframe|\shref=|\ssrc=|\sstyle=|\son\w+=/i)
    expect(outline.html).toContain('data-block="0"')
  })

  test('cannot be given block numbers by the page', () => {
    const given = outlineOf(page({ more: '<p data-block="0" data-original="https://spy.example/x">A line with a number of its own, put there by the page.</p>' }))
    expect(given.html.match(/data-block="0"/g)).toHaveLength(1)
    expect(given.html).not.toContain('spy.example')
  })

  test('boxes hold their blocks, and a box around one block is that block', () => {
    const errata = outline.blocks.findIndex(({ selector }) => selector.classes?.includes('errata') === true)
    expect(outline.blocks[errata]?.kind).toBe('section')
    expect(block(outline, LOST).parent).toBe(errata)
    expect(block(outline, SUPPORT).selector).toMatchObject({ tag: 'div', classes: ['appeal'] })
  })

  test('names made by tools are no names', () => {
    expect(JSON.stringify(outline.blocks)).not.toMatch(/css-1x2y3z|post-4711/)
  })
})

describe('an article’s own repair', () => {
  const html = page()
  const outline = outlineOf(html)

  test('takes a block out', () => {
    const text = textOf(cleaned(html, own([block(outline, SUPPORT).selector], [])))
    expect(text).not.toContain('a coffee costs')
    for (const paragraph of TIDES) expect(text).toContain(paragraph)
  })

  test('brings a lost block back, behind what stands before it', () => {
    const text = textOf(cleaned(html, own([], [block(outline, LOST).selector])))
    expect(text).toContain(LOST)
    expect(text.indexOf(LOST)).toBeGreaterThan(text.indexOf(TIDES[3] ?? ''))
  })

  test('brings a block back before what stands behind it', () => {
    const early = html.replace('<div class="layout', `<section class="errata"><p>${LOST.replace('three', 'seven')}</p></section><div class="layout`)
    const lost = outlineOf(early).blocks.find(({ selector }) => selector.text?.length === LOST.length && selector.position?.index === 0)
    const text = textOf(cleaned(early, own([], [lost?.selector ?? block(outline, LOST).selector])))
    expect(text.indexOf('as seven readers')).toBeGreaterThan(-1)
    expect(text.indexOf('as seven readers')).toBeLessThan(text.indexOf(TIDES[0] ?? ''))
  })

  test('brings a whole box back without what is dropped in it, and each block once', () => {
    const box = outline.blocks.find(({ selector }) => selector.classes?.includes('errata') === true)
    const link = block(outline, 'All errata')
    const text = textOf(cleaned(html, own([link.selector], box === undefined ? [] : [box.selector])))
    expect(text.split(LOST)).toHaveLength(2)
    expect(text).toContain('Errata')
    expect(text).not.toContain('All errata')
  })

  test('that keeps what stands already changes nothing', () => {
    expect(cleaned(html, own([], [block(outline, TIDES[2] ?? '').selector])).html).toBe(cleaned(html).html)
  })

  test('whose block is gone from the page changes nothing', () => {
    const gone = { ...block(outline, SUPPORT).selector, text: { begins: 'Never said', ends: 'by anybody here.', length: 500 } }
    expect(cleaned(html, own([gone], [gone])).html).toBe(cleaned(html).html)
  })

  test('brings back safe HTML with whole addresses', () => {
    const hostile = page().replace('All errata</a>', 'All errata</a> <img src="x" onerror="alert(1)"><a href="javascript:alert(1)">and more of them here</a>')
    const box = outlineOf(hostile).blocks.find(({ selector }) => selector.classes?.includes('errata') === true)
    const { html: safe } = cleaned(hostile, own([], box === undefined ? [] : [box.selector]))
    expect(safe).toContain('href="https://tide.example/errata/1"')
    expect(safe).not.toMatch(/onerror|javascript:/)
  })
})

describe('a site’s rule', () => {
  const outline = outlineOf(page())
  const next = page({ paragraphs: TIDES.map((text) => text.replaceAll('table', 'bell')) })

  test('does on the next page what was done on this one', () => {
    const rule = { drop: [block(outline, SUPPORT).siteSelector as BlockSelector], keep: [] }
    expect(rule.drop[0]).toEqual({ tag: 'div', classes: ['appeal'], within: [{ tag: 'div', classes: ['story-text'] }, { tag: 'article', classes: ['story'] }, { tag: 'div', classes: ['layout'] }] })
    const text = textOf(cleaned(next, { site: [rule] }))
    expect(text).not.toContain('a coffee costs')
    expect(text).toContain('The tide bell on the harbour wall')
  })

  test('brings a named box back on the next page', () => {
    const box = outline.blocks.find(({ selector }) => selector.classes?.includes('errata') === true)
    expect(textOf(cleaned(next, { site: [{ drop: [], keep: [box?.siteSelector as BlockSelector] }] }))).toContain(LOST)
  })

  test('is not made of a paragraph in the middle: on the next page that is another', () => {
    expect(block(outline, TIDES[1] ?? '').siteSelector).toBeUndefined()
  })

  test('that would take more than half of the text is refused, with the reason', () => {
    const greedy = { tag: 'div', classes: ['story-text'], within: [] }
    const { repair, html } = cleaned(next, { site: [{ drop: [greedy], keep: [] }] })
    expect(repair?.refused).toEqual([{ selector: greedy, reason: 'takes-too-much' }])
    expect(html).toBe(cleaned(next).html)
  })

  test('gives way to the article’s own repair', () => {
    const rule = { drop: [block(outline, SUPPORT).siteSelector as BlockSelector], keep: [] }
    const text = textOf(cleaned(page(), { site: [rule], article: { drop: [], keep: [block(outline, SUPPORT).selector] } }))
    expect(text).toContain('a coffee costs')
  })

  test('that matches nothing does nothing', () => {
    expect(cleaned(next, { site: [{ drop: [{ tag: 'aside', classes: ['nowhere'], within: [] }], keep: [] }] }).html).toBe(cleaned(next).html)
  })
})
