import { expect, test } from 'vitest'
import { textBlocks } from '../../../../main/save/clean/text-blocks.ts'
import { readPageDump } from '../../../../main/save/clean/text-dump.ts'

const HEAD = ['top of page', 'The Smoke Box', 'Home', 'Hives', 'Shop', 'Log In / Sign Up', 'Why bees leave in a warm May', 'Ida Brandt', 'May 14, 2023', '3 min read']
const PROSE = [
  'A colony that means to leave says so for a week, and whoever opens the lid on the eighth day has only an empty box to look at.',
  'I lost two swarms before I learned to count the queen cells along the lower edge of the frames, and to believe what I counted.',
]
const COUNTS = ['128 views', '0 comments', 'Post not marked as liked']
const TAIL = ['Recent Posts', 'See All', 'bottom of page']

function bodyOf(...lines: readonly string[]): string[] {
  return readPageDump(textBlocks(lines.join('\n')), '').body.map((block) => block.text)
}

test('a tag below the body goes when the head names it, in whatever case', () => {
  expect(bodyOf(...HEAD, ...PROSE, 'hives', ...COUNTS, ...TAIL)).toEqual(PROSE)
  expect(bodyOf(...HEAD, ...PROSE, 'HIVES', ...TAIL)).toEqual(PROSE)
  expect(bodyOf(...HEAD.slice(0, -1), 'Swarms', '3 min read', ...PROSE, 'swarms', ...COUNTS, ...TAIL)).toEqual(PROSE)
})

test('a tag in small letters goes when counts of views and comments follow it', () => {
  expect(bodyOf(...HEAD, ...PROSE, 'swarm season', ...COUNTS, ...TAIL)).toEqual(PROSE)
})

test('several tags go', () => {
  expect(bodyOf(...HEAD, ...PROSE, 'Swarms', 'Spring', ...COUNTS, ...TAIL)).toEqual(PROSE)
})

test('a signature stays, and so does a last line without counts below it', () => {
  expect(bodyOf(...HEAD, ...PROSE, 'Ida', ...COUNTS, ...TAIL)).toEqual([...PROSE, 'Ida'])
  expect(bodyOf(...HEAD, ...PROSE, 'so it goes', ...TAIL)).toEqual([...PROSE, 'so it goes'])
})

test('a last line that ends an unfinished sentence stays', () => {
  const open = 'What I wish somebody had told me before that first week of May was all written down by my grandmother and it was just this:'
  expect(bodyOf(...HEAD, ...PROSE, open, 'count the cells', ...COUNTS, ...TAIL)).toEqual([...PROSE, open, 'count the cells'])
})
