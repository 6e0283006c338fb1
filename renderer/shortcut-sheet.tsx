import { useState } from 'react'
import { COMMAND_GROUPS, COMMAND_LIST, keysOf } from '../shared/commands.ts'
import { isMac, keysText } from './keys.ts'
import { fuzzyScore } from './palette/fuzzy.ts'
import styles from './shortcut-sheet.module.css'
import { Dialog } from './ui/dialog.tsx'
import fields from './ui/field.module.css'
import { Icon } from './ui/icons.tsx'

/** Every key, from the one list of commands. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const [typed, setTyped] = useState('')
  const shown = COMMAND_LIST.map((entry) => ({ ...entry, shown: keysOf(entry, isMac).map(keysText) })).filter(
    ({ label, shown: keys }) => keys.length > 0 && (fuzzyScore(typed, label) !== undefined || keys.some((one) => one.toLowerCase() === typed.trim().toLowerCase())),
  )
  return (
    <Dialog title="Keyboard shortcuts" size="wide" reading onClose={onClose}>
      <label className={styles['search']}>
        <Icon name="search" size={16} />
        <input type="search" className={fields['bare']} aria-label="Find a shortcut" placeholder="What it does, or its key" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
      </label>
      <div className={styles['columns']}>
        {COMMAND_GROUPS.filter((group) => shown.some((one) => one.group === group)).map((group) => (
          <section key={group} className={styles['group']}>
            <h3>{group}</h3>
            <dl>
              {shown.filter((one) => one.group === group).map(({ id, label, shown: keys }) => (
                <div key={id}>
                  <dt>{label}</dt>
                  <dd>
                    {keys.slice(0, 2).map((one) => (
                      <kbd key={one}>{one}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      {shown.length === 0 && <p className={styles['none']}>No shortcut is called that.</p>}
    </Dialog>
  )
}
