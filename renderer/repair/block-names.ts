import type { OriginalBlock } from '../../shared/repair.ts'
import type { BlockState } from './marks.ts'

const KINDS: Readonly<Record<OriginalBlock['kind'], string>> = {
  paragraph: 'Paragraph',
  heading: 'Heading',
  list: 'List',
  table: 'Table',
  picture: 'Picture',
  code: 'Code',
  quote: 'Quote',
  section: 'Section',
}

/** What a block is called: `Paragraph`, `Section “related”`. */
export function blockName({ kind, selector }: OriginalBlock): string {
  const name = selector.id ?? selector.classes?.[0] ?? selector.role
  return kind === 'section' && name !== undefined ? `${KINDS.section} “${name}”` : KINDS[kind]
}

/** What a click on a block does. */
export function actionText({ inArticle, byReader }: BlockState, standing: boolean): string {
  if (byReader && inArticle === !standing) return inArticle ? 'Leave out again' : 'Take back in'
  return inArticle ? 'Drop' : 'Bring back'
}

/** A block's state in words, for those who do not see its look. */
export function stateText({ inArticle, byReader }: BlockState): string {
  if (!byReader) return inArticle ? 'in the article' : 'left out'
  return inArticle ? 'brought back by you' : 'dropped by you'
}
