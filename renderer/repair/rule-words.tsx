import type { Repair } from '../../shared/repair.ts'
import { selectorText } from '../../shared/repair.ts'
import { Icon } from '../ui/icons.tsx'
import styles from './repair.module.css'

/** What a rule for a site does, a line for each selector. */
export function RuleWords({ rule }: { readonly rule: Repair }) {
  const lines = [
    ...rule.drop.map((selector) => ({ does: 'Leave out', icon: 'minus' as const, what: selectorText(selector) })),
    ...rule.keep.map((selector) => ({ does: 'Keep', icon: 'plus' as const, what: selectorText(selector) })),
  ]
  return (
    <ul className={styles['rule']}>
      {lines.map(({ does, icon, what }) => (
        <li key={`${does} ${what}`}>
          <Icon name={icon} size={14} />
          <span>
            {does} {what}
          </span>
        </li>
      ))}
    </ul>
  )
}
