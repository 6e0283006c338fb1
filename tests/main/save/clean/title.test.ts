import { describe, expect, test } from 'vitest'
import { clean } from '../../../../main/save/clean.ts'

const PROSE = '<p>The old mill stands where the stream leaves the wood, and for a century nobody has asked it to grind anything at all, not even a joke.</p>'.repeat(4)

function titleOf(head: string, body: string, url = 'https://paper.example/2024/06/mill.html'): string {
  return clean({ bytes: Buffer.from(`<!doctype html>${head}<body>${body}</body>`), contentType: 'text/html', url }).metadata.title
}

describe('the title', () => {
  test('is the one main heading above the text, however the page advertises it', () => {
    expect(titleOf('<title>Seven facts you will love</title>', `<main><h1>What became of our mills</h1>${PROSE}</main>`)).toBe('What became of our mills')
  })

  test('is no heading below the first paragraphs', () => {
    expect(titleOf('<title>Seven facts you will love</title>', `<main>${PROSE}<h1>Read more about our mills</h1></main>`)).toBe('Seven facts you will love')
  })

  test('is no site name that leads to the front page', () => {
    const body = `<div><h1><a href="https://paper.example/">Lessons from a mill</a></h1></div><main><h3 class="post-title">On grinding</h3>${PROSE}</main>`
    expect(titleOf('<title>Lessons from a mill: On grinding</title><meta property="og:title" content="On grinding">', body)).toBe('On grinding')
  })

  test.each([
    ['The mill by the wood | Opinion', 'The mill by the wood'],
    ['The mill by the wood – Paper', 'The mill by the wood'],
    ['The mill by the wood | Country Life | The Paper', 'The mill by the wood'],
    ['The mill – a story of water', 'The mill – a story of water'],
    ['The mill by the wood &amp;#x26; its wheel', 'The mill by the wood & its wheel'],
    ['The mill by the wood<br>A story of water', 'The mill by the wood A story of water'],
  ])('leaves out the names of site and section: %s', (heading, title) => {
    expect(titleOf(`<title>The mill by the wood</title><meta property="og:site_name" content="Paper">`, `<main><h1>${heading}</h1>${PROSE}</main>`)).toBe(title)
  })

  test('does not begin with the domain', () => {
    expect(titleOf('<title>paper.example On grinding</title>', `<h1><a href="/">paper.example</a></h1><main><h3>On grinding</h3>${PROSE}</main>`)).toBe('On grinding')
  })

  test('may be told by the address, among several headings', () => {
    const body = `<h1>The Paper</h1><main><h1>The finest mills and streams near town</h1>${PROSE}</main><h1>Next: ten ponds you should see</h1>`
    expect(titleOf('<title>Where to go | The Paper</title><meta property="og:site_name" content="The Paper">', body, 'https://paper.example/leisure/finest-mills-town')).toBe('The finest mills and streams near town')
  })

  test('is soon told of a heading without an end', () => {
    expect(titleOf('<title>The mill by the wood</title>', `<main><h1>The mill${' - wood'.repeat(100_000)} |</h1>${PROSE}</main>`)).toBe('The mill by the wood')
  })
})
