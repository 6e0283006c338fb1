import { expect, test } from 'vitest'
import { withChoice, withoutPart } from '../../renderer/library/query-edits.ts'
import { choicesFor, libraryChoices } from '../../renderer/library/search-completion.ts'
import { parseQuery, queryParts, unfinishedAt } from '../../shared/query.ts'
import { fc } from '../helpers/fc.ts'

const TODAY = new Date('2026-11-22T12:00:00Z')
const labels = (text: string) => {
  const typed = unfinishedAt(text)
  return typed === undefined ? undefined : choicesFor(typed, TODAY).map(({ label }) => label)
}

test.each([
  ['t', []],
  ['ta', ['tag:']],
  ['sa', ['saved:']],
  ['fox -si', ['site:']],
  ['is:a', ['archived', 'annotated']],
  ['has:', ['note', 'highlight']],
  ['colour:p', ['pink', 'purple']],
  ['before:', ['2026-11-22', '2026-11', '2026', '2025']],
  ['saved:<', ['<2026-11-22', '<2026-11', '<2026', '<2025']],
  ['words:', ['>2000', '500..2000', '<500']],
  ['is:unread ', undefined],
])('%j may become %j', (text, expected) => {
  expect(labels(text)).toEqual(expected)
})

test('every choice can be understood', () => {
  for (const text of ['is:', '-has:', 'colour:', 'before:', 'after:', 'saved:', 'published:', 'words:']) {
    const typed = unfinishedAt(text)
    for (const choice of typed === undefined ? [] : choicesFor(typed, TODAY)) expect(parseQuery(withChoice(text, text.length, typed ?? { start: 0 }, choice).text).filters).toHaveLength(1)
  }
})

test('a choice takes the place of what was typed, and the cursor stands behind it', () => {
  const typed = { start: 4, negated: true, operator: 'tag', begun: 'lo' } as const
  const [choice] = libraryChoices(typed, [{ value: 'long reads', count: 3 }])
  expect(choice).toEqual({ label: 'long reads', detail: '3', text: '-tag:"long reads" ' })
  expect(choice && withChoice('fox -tag:lo more', 11, typed, choice)).toEqual({ text: 'fox -tag:"long reads" more', cursor: 22 })
})

test('languages and sites say what they are called', () => {
  expect(libraryChoices({ start: 0, negated: false, operator: 'lang', begun: '' }, [{ value: 'ja', count: 2 }])[0]?.label).toBe('Japanese (ja)')
  expect(libraryChoices({ start: 0, negated: false, operator: 'site', begun: '' }, [{ value: 'leaf.example', label: 'The Leaf', count: 2 }])[0]).toEqual({
    label: 'The Leaf', detail: 'leaf.example · 2', text: 'site:leaf.example ',
  }) // prettier-ignore
})

test('without one of its parts a text has all the others', () => {
  const part = fc.constantFrom('fox', '"a phrase"', '-not', 'tag:news', 'tag:"long reads"', '-is:unread', 'words:>2k', '東京')
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.nat(), (parts, which) => {
      const text = `${parts.join(' ')} `
      const taken = queryParts(text)[which % parts.length]
      const rest = parts.filter((_, index) => index !== which % parts.length)
      expect(taken && parseQuery(withoutPart(text, taken))).toEqual(parseQuery(rest.length === 0 ? '' : `${rest.join(' ')} `))
    }),
  )
})
