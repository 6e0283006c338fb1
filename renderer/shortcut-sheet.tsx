import { COMMANDS } from './commands.ts'
import { keysText } from './keys.ts'
import styles from './shortcut-sheet.module.css'
import { Dialog } from './ui/dialog.tsx'

/** Every key, from the one list of commands. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const groups = [...new Set(COMMANDS.map(({ group }) => group))]
  return (
    <Dialog title="Keyboard shortcuts" size="wide" reading onClose={onClose}>
      <div className={styles['columns']}>
        {groups.map((group) => (
          <section key={group} className={styles['group']}>
            <h3>{group}</h3>
            <dl>
              {COMMANDS.filter((command) => command.group === group && command.keys.length > 0).map(({ id, label, keys }) => (
                <div key={id}>
                  <dt>{label}</dt>
                  <dd>
                    {keys.slice(0, 2).map((one) => (
                      <kbd key={one}>{keysText(one)}</kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
