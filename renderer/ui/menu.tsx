import { Menu, MenuItem, MenuTrigger, Popover, Separator, Text } from 'react-aria-components/Menu'
import { classNames } from './class-names.ts'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'
import styles from './overlay.module.css'
import { TriggerButton } from './popover.tsx'
import type { Early } from './popover.tsx'

/** One line of a menu; `separator` stands between groups. */
export type MenuEntry =
  | {
      readonly id: string
      readonly label: string
      readonly icon?: IconName
      readonly keys?: string | undefined
      /** Ticked, for menus that choose. */
      readonly chosen?: boolean
      readonly danger?: boolean
      readonly disabled?: boolean
      readonly run: () => void
    }
  | 'separator'

interface Props {
  readonly icon: IconName
  readonly label: string
  readonly entries: readonly MenuEntry[]
  /** What was done to the button that stood here until this was loaded. */
  readonly early?: Early | undefined
}

/** A button that opens a menu. */
export function MenuButton({ icon, label, entries, early }: Props) {
  return (
    <MenuTrigger>
      <TriggerButton icon={icon} label={label} early={early} />
      <Popover className={classNames(styles['popover'])} placement="bottom end" offset={6}>
        <Menu className={classNames(styles['menu'])} aria-label={label}>
          {entries.map((entry, index) =>
            entry === 'separator' ? (
              <Separator key={`separator-${index}`} className={classNames(styles['separator'])} />
            ) : (
              <MenuItem
                key={entry.id}
                id={entry.id}
                textValue={entry.label}
                isDisabled={entry.disabled ?? false}
                className={classNames(styles['menu-item'], entry.danger && styles['danger'])}
                onAction={entry.run}
              >
                <span className={styles['menu-icon']}>
                  {entry.chosen ? <Icon name="check" size={16} /> : entry.icon && <Icon name={entry.icon} size={16} />}
                </span>
                <Text slot="label">
                  {entry.label}
                  {entry.chosen && <span className="visually-hidden"> (chosen)</span>}
                </Text>
                {entry.keys && <kbd className={styles['keys']}>{entry.keys}</kbd>}
              </MenuItem>
            ),
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
