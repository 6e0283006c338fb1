import { useEffect, useId, useState } from 'react'
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components/Modal'
import { classNames } from '../ui/class-names.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Icon } from '../ui/icons.tsx'
import styles from './command-palette.module.css'
import { articlesTitled, entriesNow, found } from './palette-entries.ts'
import type { PaletteEntry } from './palette-entries.ts'

/** Milliseconds without a key until articles are looked for. */
const PAUSE = 90

/** Every command, view, tag and article by a few of its letters. */
export function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className={classNames(styles['scrim'])}>
      <Modal className={classNames(styles['modal'])}>
        <AriaDialog aria-label="Commands" className={classNames(styles['dialog'])}>
          <Palette onClose={onClose} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function Palette({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const [index, setIndex] = useState(0)
  const listId = useId()
  // What cannot be done now is left out; that is judged as the palette opens, before it takes the keyboard.
  const [possible] = useState(entriesNow)
  const articles = useArticles(typed)
  const all = found(possible, typed, articles)
  const chosen = all[Math.min(index, all.length - 1)]

  const run = (entry: PaletteEntry | undefined): void => {
    if (!entry) return
    onClose()
    // After the palette has given the keyboard back to where it was.
    window.setTimeout(() => entry.run(), 30)
  }
  const step = (by: number): void => setIndex((before) => (all.length === 0 ? 0 : (Math.min(before, all.length - 1) + by + all.length) % all.length))

  return (
    <>
      <div className={styles['field']}>
        <Icon name="command" />
        <input
          ref={focusFirst}
          type="text"
          className={styles['typed']}
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen ? idOf(listId, chosen) : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder="A command, view, tag or title"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setIndex(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') step(1)
            else if (event.key === 'ArrowUp') step(-1)
            else if (event.key === 'PageDown') setIndex(Math.min(index + 8, all.length - 1))
            else if (event.key === 'PageUp') setIndex(Math.max(index - 8, 0))
            else if (event.key === 'Enter') run(chosen)
            else return
            event.preventDefault()
          }}
        />
      </div>
      <div id={listId} role="listbox" aria-label="Commands" className={styles['list']}>
        {all.map((entry, place) => (
          <button
            key={entry.key}
            type="button"
            tabIndex={-1}
            id={idOf(listId, entry)}
            ref={entry === chosen ? (item) => item?.scrollIntoView({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={entry === chosen}
            className={styles['option']}
            onPointerMove={() => setIndex(place)}
            onClick={() => run(entry)}
          >
            {entry.icon ? <Icon name={entry.icon} size={16} /> : <i className={styles['no-icon']} />}
            <span className={styles['label']}>{entry.label}</span>
            <span className={styles['group']}>{entry.group}</span>
            {entry.keys && <kbd>{entry.keys}</kbd>}
          </button>
        ))}
      </div>
      {all.length === 0 && <p className={styles['none']}>Nothing is called that.</p>}
    </>
  )
}

/** Articles by their titles; an answer to what is no longer typed is dropped. */
function useArticles(typed: string): readonly PaletteEntry[] {
  const [answer, setAnswer] = useState<{ readonly typed: string; readonly articles: readonly PaletteEntry[] }>({ typed: '', articles: [] })
  useEffect(() => {
    let over = false
    const timer = window.setTimeout(() => {
      articlesTitled(typed).then(
        (articles) => void (over || setAnswer({ typed, articles })),
        () => undefined,
      )
    }, PAUSE)
    return () => {
      over = true
      window.clearTimeout(timer)
    }
  }, [typed])
  return answer.typed === typed ? answer.articles : []
}

function idOf(listId: string, { key }: PaletteEntry): string {
  return `${listId}-${key.replace(/\s/g, '-')}`
}
