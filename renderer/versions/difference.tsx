import { useState } from 'react'
import type { DifferenceBlock, DifferencePart } from '../../shared/versions.ts'
import { Icon } from '../ui/icons.tsx'
import styles from './versions.module.css'

interface Props {
  readonly blocks: readonly DifferenceBlock[]
  /** A block's element has this and its index as its id. */
  readonly idPrefix: string
  readonly language: string | undefined
}

/** Two texts as one to read: what stayed is folded, what came and went is marked by sign, line and meaning, not by colour alone. */
export function Difference({ blocks, idPrefix, language }: Props) {
  return (
    <div className={styles['difference']} role="group" aria-label="Difference" lang={language}>
      {blocks.map((block, index) => (
        // The blocks of one comparison never change places.
        <div key={index} id={`${idPrefix}${index}`} tabIndex={-1} className={styles['block']} data-kind={block.kind}>
          {block.kind === 'same' ? (
            <Same paragraphs={block.paragraphs} first={index === 0} last={index === blocks.length - 1} />
          ) : (
            <p dir="auto">
              <span className={styles['sign']} aria-hidden="true">
                {SIGNS[block.kind]}
              </span>
              <span className="visually-hidden" lang="en">{`${NAMES[block.kind]}: `}</span>
              {block.kind === 'changed' ? block.parts.map((part, at) => <Part key={at} part={part} />) : <Part part={block} whole />}
            </p>
          )}
        </div>
      ))}
    </div>
  )
}

const SIGNS = { added: '+', removed: '−', changed: '~' } as const
const NAMES = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const

function Part({ part, whole = false }: { readonly part: DifferencePart; readonly whole?: boolean }) {
  const { kind, text } = part
  if (kind === 'same') return text
  const Tag = kind === 'added' ? 'ins' : 'del'
  return (
    <Tag>
      {/* Few screen readers say where an <ins> or <del> begins. */}
      {!whole && <span className="visually-hidden" lang="en">{`(${kind}: `}</span>}
      {text}
      {!whole && <span className="visually-hidden">)</span>}
    </Tag>
  )
}

/** Paragraphs shown on each side of a change, so that it is read where it stands. */
const CONTEXT = 1

function Same({ paragraphs, first, last }: { readonly paragraphs: readonly string[]; readonly first: boolean; readonly last: boolean }) {
  const [open, setOpen] = useState(false)
  const before = first ? 0 : CONTEXT
  const folded = paragraphs.slice(before, paragraphs.length - (last ? 0 : CONTEXT))
  // A button in place of one paragraph would save nothing.
  if (folded.length < 2) return <Paragraphs paragraphs={paragraphs} />
  const count = `${folded.length} unchanged paragraphs`
  return (
    <>
      <Paragraphs paragraphs={paragraphs.slice(0, before)} />
      <button type="button" className={styles['fold']} lang="en" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'up' : 'chevron-down'} size={14} />
        {open ? `Hide ${count}` : `Show ${count}`}
      </button>
      {open && <Paragraphs paragraphs={folded} />}
      <Paragraphs paragraphs={paragraphs.slice(before + folded.length)} />
    </>
  )
}

function Paragraphs({ paragraphs }: { readonly paragraphs: readonly string[] }) {
  return paragraphs.map((text, index) => (
    <p key={index} dir="auto">
      {text}
    </p>
  ))
}
