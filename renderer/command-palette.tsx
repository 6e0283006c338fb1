import { useId, useState } from 'react'
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components/Modal'
import { COMMANDS } from './commands.ts'
import type { Command } from './commands.ts'
import styles from './command-palette.module.css'
import { keysText } from './keys.ts'
import { classNames } from './ui/class-names.ts'
import { focusFirst } from './ui/focus-first.ts'
import { Icon } from './ui/icons.tsx'

/** Every command by a few of its letters. */
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
  const [possible] = useState(() => COMMANDS.filter(({ id, enabled }) => id !== 'command-palette' && (enabled?.() ?? true)))
  const found = possible.filter(({ label, group }) => fits(typed, `${label} ${group}`))
  const chosen = found[Math.min(index, found.length - 1)]

  const run = (command: Command | undefined): void => {
    if (!command) return
    onClose()
    // After the palette has given the keyboard back to where it was.
    window.setTimeout(() => command.run(), 30)
  }
  const step = (by: number): void => setIndex((before) => (found.length === 0 ? 0 : (before + by + found.length) % found.length))

  return (
    <>
      <div className={styles['field']}>
        <Icon name="command" />
        <input
          ref={focusFirst}
          type="text"
          role="combobox"
          aria-label="Command"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={chosen ? `${listId}-${chosen.id}` : undefined}
          autoComplete="off"
          placeholder="What would you like to do?"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setIndex(0)
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') step(1)
            else if (event.key === 'ArrowUp') step(-1)
            else if (event.key === 'Enter') run(chosen)
            else return
            event.preventDefault()
          }}
        />
      </div>
      <div id={listId} role="listbox" aria-label="Commands" className={styles['list']}>
        {found.map((command) => (
          <button
            key={command.id}
            type="button"
            tabIndex={-1}
            id={`${listId}-${command.id}`}
            ref={command === chosen ? (item) => item?.scrollIntoView({ block: 'nearest' }) : undefined}
            role="option"
            aria-selected={command === chosen}
            className={styles['option']}
            onPointerMove={() => setIndex(found.indexOf(command))}
            onClick={() => run(command)}
          >
            <span>{command.label}</span>
            <span className={styles['group']}>{command.group}</span>
            {command.keys[0] && <kbd>{keysText(command.keys[0])}</kbd>}
          </button>
        ))}
      </div>
      {found.length === 0 && <p className={styles['none']}>No command is called that.</p>}
    </>
  )
}

/** Every word typed begins a word of the text. */
function fits(typed: string, text: string): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return typed.toLowerCase().split(/[^\p{L}\p{N}]+/u).every((part) => part === '' || words.some((word) => word.startsWith(part))) // prettier-ignore
}
