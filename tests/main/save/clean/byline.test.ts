import { describe, expect, test } from 'vitest'
import { clean } from '../../../../main/save/clean.ts'

const PROSE = '<p>The old mill stands where the stream leaves the wood, and for a century nobody has asked it to grind anything at all.</p>'.repeat(4)

function bylineOf(page: { head?: string; above?: string; below?: string; foot?: string; first?: string }): string | undefined {
  const { head = '', above = '', below = '', foot = '', first = '' } = page
  const html = `<!doctype html><title>The mill by the wood</title>${head}<main>${first}<article>${above}<h1>The mill by the wood</h1>${below}${PROSE}${foot}</article></main>`
  return clean({ bytes: Buffer.from(html), contentType: 'text/html', url: 'https://paper.example/2024/mill' }).metadata.byline
}

describe('a name on a line of its own near the title', () => {
  test('counts when the page has an address of that person', () => {
    expect(bylineOf({ below: '<p>Ada Brook</p><p>June 5, 2024</p>', foot: '<p><a href="/blog-authors/ada-brook">All her posts</a></p>' })).toBe('Ada Brook')
    expect(bylineOf({ above: '<div><a href="/team/ada-brook">Ada Brook</a></div>' })).toBe('Ada Brook')
  })

  test('counts when the page says what the person does', () => {
    expect(bylineOf({ below: '<p>Ada Brook</p>', foot: '<div><b>Ada Brook</b><i>| Author</i></div>' })).toBe('Ada Brook')
  })

  test('counts when its element is named so', () => {
    expect(bylineOf({ below: '<div>June 5, 2024</div><div class="creator-name">Newsdesk</div>' })).toBe('Newsdesk')
    expect(bylineOf({ below: '<div class="at-author"><p>Mill Friends <span>|</span> June 5, 2024</p></div>' })).toBe('Mill Friends')
  })

  test('is else what the article is about', () => {
    expect(bylineOf({ below: '<p>Water Power</p><p>June 5, 2024</p>' })).toBeUndefined()
    expect(bylineOf({ below: '<p class="author-topics"><a href="/topics/water-power">Water Power</a></p>' })).toBeUndefined()
  })
})

describe('who wrote an article', () => {
  test('is not who took its pictures or checked it', () => {
    expect(bylineOf({ below: '<p>Photo by Ben Hale</p><p>By Ada Brook</p>' })).toBe('Ada Brook')
    expect(bylineOf({ below: '<p>Medically reviewed by Ben Hale</p><p>Written by Ada Brook</p>' })).toBe('Ada Brook')
  })

  test('stands set apart by wide gaps too', () => {
    expect(bylineOf({ below: '<p>By <a href="/c/ada">Ada Brook</a> &nbsp;&nbsp; <a href="/digital">View in Digital Edition</a></p>' })).toBe('Ada Brook')
  })

  test('may be said below it, in its own footer or as a signature', () => {
    expect(bylineOf({ foot: `${PROSE}<footer class="template-footer"><span>By <span itemprop="author">The Mill Team</span></span></footer>` })).toBe('The Mill Team')
    expect(bylineOf({ foot: '<span class="posted">Posted by Ada at June 5, 2024 11:15 AM</span>' })).toBe('Ada')
  })

  test('is what one kind of meta says, not all kinds together', () => {
    expect(bylineOf({ head: '<meta name="author" content="Ada Brook"><meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Staff">', below: '<p>Ada Brook</p>' })).toBe('Ada Brook')
    expect(bylineOf({ head: '<meta name="citation_author" content="Brook, Ada"><meta name="citation_author" content="Hale, Ben">', below: '<p>Ada Brook 1, Ben Hale 2</p>' })).toBe('Ada Brook, Ben Hale')
  })
})
