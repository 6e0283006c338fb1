import { marked } from 'marked'
import type { MarkedToken, Token, Tokens } from 'marked'
import { Fragment } from 'react'
import type { ReactNode } from 'react'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import styles from './note-text.module.css'

interface Props {
  readonly note: string
  readonly onEdit: () => void
}

/** A note as it reads: its Markdown shown, a click on it begins writing, and its links open outside. */
export function NoteText({ note, onEdit }: Props) {
  return (
    <div className={styles['note']} dir="auto">
      <button type="button" className={styles['edit']} aria-label="Edit note" onClick={onEdit} />
      <div className={styles['text']}>{parts(marked.lexer(note, { gfm: true, breaks: true }))}</div>
    </div>
  )
}

/**
 * Markdown's parts as elements. Never as markup of the note's own: HTML in a note is shown as the text it is, because a
 * library may come from another machine.
 */
function parts(tokens: readonly Token[] | undefined): ReactNode {
  return (tokens as readonly MarkedToken[] | undefined)?.map((token, index) => <Fragment key={index}>{part(token)}</Fragment>)
}

function part(token: MarkedToken): ReactNode {
  switch (token.type) {
    case 'paragraph':
      return <p>{parts(token.tokens)}</p>
    case 'heading':
      return (
        <p>
          <strong>{parts(token.tokens)}</strong>
        </p>
      )
    case 'blockquote':
      return <blockquote>{parts(token.tokens)}</blockquote>
    case 'list':
      return list(token)
    case 'code':
      return <pre>{token.text}</pre>
    case 'strong':
      return <strong>{parts(token.tokens)}</strong>
    case 'em':
      return <em>{parts(token.tokens)}</em>
    case 'del':
      return <del>{parts(token.tokens)}</del>
    case 'codespan':
      return <code>{token.text}</code>
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'link':
      return link(token)
    case 'text':
      return token.tokens ? parts(token.tokens) : token.text
    case 'escape':
      return token.text
    case 'space':
    case 'def':
      return null
    default:
      return token.raw
  }
}

function list(token: Tokens.List): ReactNode {
  const items = token.items.map((item, index) => (
    <li key={index}>
      {item.task && (item.checked ? '☑ ' : '☐ ')}
      {parts(item.tokens)}
    </li>
  ))
  return token.ordered ? <ol start={token.start === '' ? 1 : token.start}>{items}</ol> : <ul>{items}</ul>
}

function link({ href, tokens }: Tokens.Link): ReactNode {
  if (!/^(?:https?|mailto):/i.test(href)) return parts(tokens)
  return (
    <a
      href={href}
      onClick={(event) => {
        event.preventDefault()
        void attempt(() => api.openOutside(href))
      }}
    >
      {parts(tokens)}
    </a>
  )
}
