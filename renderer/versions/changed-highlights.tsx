import { useId } from 'react'
import type { HighlightId } from '../../shared/model.ts'
import type { ChangedHighlight } from '../../shared/versions.ts'
import { Button } from '../ui/button.tsx'
import styles from './versions.module.css'

interface Props {
  readonly highlights: readonly ChangedHighlight[]
  /** Goes to a block of the difference. */
  readonly onShowBlock: (block: number) => void
  /** Goes to a highlight in the article; absent where the newer version is not the one that is read. */
  readonly onShowHighlight: ((highlight: HighlightId) => void) | undefined
}

/** The highlights whose passage reads otherwise in the newer version, or is not in it. */
export function ChangedHighlights({ highlights, onShowBlock, onShowHighlight }: Props) {
  const titleId = useId()
  if (highlights.length === 0) return null
  return (
    <section className={styles['highlights']} aria-labelledby={titleId}>
      <h4 id={titleId}>Highlights that changed</h4>
      <ul aria-labelledby={titleId}>
        {highlights.map((highlight) => (
          <Item key={highlight.id} {...{ highlight, onShowBlock, onShowHighlight }} />
        ))}
      </ul>
    </section>
  )
}

type ItemProps = Omit<Props, 'highlights'> & { readonly highlight: ChangedHighlight }

function Item({ highlight, onShowBlock, onShowHighlight }: ItemProps) {
  const { id, colour, change, before, after, block, note } = highlight
  return (
    <li>
      <p className={styles['kind']}>
        <span className={styles['dot']} style={{ background: `var(--dot-${colour})` }} />
        <span className="visually-hidden">{`${colour}, `}</span>
        {change === 'changed' ? 'Changed' : 'No longer in the text'}
      </p>
      <dl className={styles['wordings']} dir="auto">
        <dt>Was</dt>
        <dd>
          <q>{before}</q>
        </dd>
        {after !== undefined && (
          <>
            <dt>{change === 'changed' ? 'Is now' : 'In its place'}</dt>
            <dd>
              <q>{after}</q>
            </dd>
          </>
        )}
        {note && (
          <>
            <dt>Note</dt>
            <dd>{note}</dd>
          </>
        )}
      </dl>
      <p className={styles['jumps']}>
        <Button kind="plain" aria-label={`Show below: ${before}`} onClick={() => onShowBlock(block)}>
          Show below
        </Button>
        {change === 'changed' && onShowHighlight && (
          <Button kind="plain" aria-label={`Go to the highlight: ${before}`} onClick={() => onShowHighlight(id)}>
            Go to the highlight
          </Button>
        )}
      </p>
    </li>
  )
}
