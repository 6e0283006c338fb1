import type { ReactNode } from 'react'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'
import styles from './state-page.module.css'

interface Props {
  readonly icon: IconName
  readonly title: string
  readonly text?: ReactNode
  readonly children?: ReactNode
  /** `alert` for what went wrong. */
  readonly role?: 'alert' | undefined
}

/** What fills a pane that has nothing to show: why, and what can be done. */
export function StatePage({ icon, title, text, children, role }: Props) {
  return (
    <div className={styles['page']} role={role}>
      <span className={styles['icon']}>
        <Icon name={icon} size={26} />
      </span>
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <div className={styles['actions']}>{children}</div>}
    </div>
  )
}
