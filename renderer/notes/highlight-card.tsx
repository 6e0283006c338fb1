import { memo } from 'react'
import { COLOURS } from '../../shared/model.ts'
import type { Highlight, HighlightId } from '../../shared/model.ts'
import { IconButton } from '../ui/button.tsx'
import { showToast } from '../ui/toast.tsx'
import {
  activate,
  attach,
  editNote,
  isDraft,
  recolour,
  rememberNote,
  removeHighlight,
  useHighlights,
} from './highlight-store.ts'
import { NoteEditor } from './note-editor.tsx'
import { NoteText } from './note-text.tsx'
import styles from './notes.module.css'
import { keepOrWait, useUnkept } from './unkept-notes.ts'

interface Props {
  readonly highlight: Highlight
  readonly lost?: boolean
  /** Shows the passage in the text. */
  readonly onShow?: ((id: HighlightId) => void) | undefined
  /** Reaching the card by keyboard shows its passage too. */
  readonly showsOnFocus?: boolean
}

/** One highlight: its quote, its colour by name, its note, and what can be done with it. */
export const HighlightCard = memo(function HighlightCard({ highlight, lost = false, onShow, showsOnFocus = false }: Props) {
  const article = useHighlights((state) => state.article)
  const active = useHighlights((state) => state.active === highlight.id)
  const editing = useHighlights((state) => state.editing === highlight.id)
  const draft = isDraft(highlight)
  const written = useUnkept(article, highlight.id)
  const note = written ?? highlight.note
  if (!article) return null
  return (
    <div
      className={styles['card']}
      data-colour={highlight.colour}
      data-active={active || undefined}
      onFocus={() => {
        if (active) return
        activate(highlight.id)
        if (showsOnFocus) onShow?.(highlight.id)
      }}
    >
      <button type="button" className={styles['quote']} dir="auto" onClick={() => onShow?.(highlight.id)} aria-current={active || undefined}>
        <span className="visually-hidden">{colourName(highlight)}: </span>
        {highlight.quote.exact}
      </button>
      {!editing && note && <NoteText note={note} onEdit={() => editNote(highlight.id)} />}
      {!editing && written !== undefined && (
        <p role="status" className={styles['problem']}>
          This note is not saved yet. It will be as soon as the library takes it.
        </p>
      )}
      {editing && !draft && (
        <NoteEditor
          note={highlight.note}
          written={written}
          label="Note"
          placeholder="Write a note…"
          opened
          keep={(words, before) => keepOrWait({ article, highlight: highlight.id }, words, before)}
          onEnd={(before, after) => {
            editNote(undefined)
            rememberNote(article, highlight.id, before, after)
          }}
        />
      )}
      {lost && <AttachAgain highlight={highlight} />}
      <div className={styles['tools']}>
        <div className={styles['colours']} role="group" aria-label="Colour">
          {COLOURS.map((colour) => (
            <button
              key={colour}
              type="button"
              className={styles['swatch']}
              data-colour={colour}
              data-tip={capital(colour)}
              aria-label={`Change to ${colour}`}
              aria-pressed={highlight.colour === colour}
              disabled={draft}
              onClick={() => void recolour(highlight, colour)}
            />
          ))}
        </div>
        {!editing && !note && (
          <IconButton
            icon="note"
            label="Add note"
            size="small"
            disabled={draft}
            onClick={() => editNote(highlight.id)}
          />
        )}
        <IconButton icon="copy" label="Copy quote" size="small" onClick={() => void copyQuote(highlight.quote.exact)} />
        <IconButton icon="trash" label="Delete highlight" size="small" disabled={draft} onClick={() => void removeHighlight(highlight)} />
      </div>
    </div>
  )
})

function AttachAgain({ highlight }: { readonly highlight: Highlight }) {
  const selection = useHighlights((state) => state.selection)
  return (
    <button
      type="button"
      className={styles['attach']}
      // Keeps the selection in the article: it is what this button is about.
      onMouseDown={(event) => event.preventDefault()}
      disabled={!selection}
      onClick={() => selection && void attach(highlight, selection)}
    >
      {selection ? 'Attach to the selected words' : 'Select words in the article to attach it again'}
    </button>
  )
}

async function copyQuote(quote: string): Promise<void> {
  await navigator.clipboard.writeText(quote)
  showToast('Copied the quote')
}

function colourName({ colour, note }: Highlight): string {
  return `${capital(colour)} highlight${note ? ' with note' : ''}`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
