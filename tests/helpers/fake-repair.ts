import type { BlockKind, OriginalOutline, RepairPreview, RepairView, SiteRule } from '../../shared/repair.ts'

const BLOCKS: readonly (readonly [tag: string, kind: BlockKind, words: string, standing: boolean, name?: string])[] = [
  ['ul', 'list', 'Front page · Boats · Weather', false, 'menu'],
  ['p', 'paragraph', 'The tide table on the harbour wall is wrong by eleven minutes, and nobody minds.', true],
  ['p', 'paragraph', 'Visitors set their watches by it and spend the night in the inn.', true],
  ['div', 'paragraph', 'Every month counts: become a member of our circle.', true, 'appeal'],
  ['p', 'paragraph', 'A correction, added later: the table is wrong by twelve minutes.', false],
]

/** A small original, as the cleaner answers it. */
export function fakeOutline(): OriginalOutline {
  return {
    html: BLOCKS.map(([tag, , words], index) => `<${tag} data-block="${index}">${tag === 'ul' ? `<li>${words}</li>` : words}</${tag}>`).join('\n'),
    blocks: BLOCKS.map(([tag, kind, words, standing, name]) => {
      const names = { tag, ...(name === undefined ? {} : { classes: [name] }), within: [] }
      return {
        selector: { ...names, text: { begins: words.slice(0, 60), ends: words.slice(-40), length: words.length } },
        kind,
        standing,
        hidden: false,
        ...(name === undefined ? {} : { siteSelector: names }),
      }
    }),
  }
}

/** What the fake cleaner makes of it: the same text whatever is asked for. */
export function fakePreview(): RepairPreview {
  const standing = BLOCKS.flatMap(([, , , stands], index) => (stands ? [index] : []))
  const html = `<html lang="en" dir="ltr"><main>${standing.map((index) => `<p>${BLOCKS[index]?.[2]}</p>`).join('\n')}</main></html>`
  return { html, wordCount: 42, standing, refused: [] }
}

export function fakeView(title: string): RepairView {
  return { ...fakePreview(), title, outline: fakeOutline(), repair: { drop: [], keep: [] }, site: 'example.com' }
}

export const FAKE_RULES: readonly SiteRule[] = [
  { id: 'rule-1', site: 'example.com', createdAt: '2026-11-01T08:00:00.000Z', drop: [{ tag: 'aside', classes: ['related'], within: [] }], keep: [] },
]
