import { expect, test } from 'vitest'
import { answers } from './answers.ts'
import { bothPages, pageHtml } from './same-page.ts'
import { fc } from '../../../helpers/fc.ts'

test('reads of every node what jsdom reads', () => {
  fc.assert(
    fc.property(pageHtml, (html) => {
      const { slow, quick } = bothPages(html)
      expect(answers(quick)).toEqual(answers(slow))
    }),
    { numRuns: 40 },
  )
})
