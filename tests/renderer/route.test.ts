import { expect, test } from 'vitest'
import { VIEWS } from '../../shared/list.ts'
import type { ArticleId, HighlightId } from '../../shared/model.ts'
import { parseRoute, routeHash } from '../../renderer/route.ts'
import type { Route } from '../../renderer/route.ts'
import { fc } from '../helpers/fc.ts'

const id = fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{26}$/)

test('a route survives being an address', () => {
  const route: fc.Arbitrary<Route> = fc.record(
    {
      view: fc.constantFrom(...VIEWS),
      tag: fc.string({ minLength: 1 }),
      article: id.map((text) => text as ArticleId),
      highlight: id.map((text) => text as HighlightId),
      found: fc.record({ text: fc.string({ minLength: 1 }), at: fc.nat() }),
      note: fc.constant(true),
    },
    { requiredKeys: ['view', 'article'] },
  )
  fc.assert(
    fc.property(route, (one) => {
      expect(parseRoute(routeHash(one))).toEqual(one)
    }),
  )
})

test('what cannot be understood is the inbox', () => {
  for (const hash of ['', '#', '#/', '#/nowhere', '#//?tag=', '#?%%%', '#/trash?highlight=x']) {
    expect(parseRoute(hash)).toEqual({ view: hash.includes('trash') ? 'trash' : 'inbox' })
  }
})
