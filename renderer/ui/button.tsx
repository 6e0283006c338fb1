import type { ComponentProps } from 'react'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'
import styles from './button.module.css'

type ButtonKind = 'plain' | 'primary' | 'outline' | 'danger'

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind
  readonly icon?: IconName
}

/** A button with words, and perhaps an icon before them. */
export function Button({ kind = 'outline', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`${styles['button']} ${styles[kind]} ${className ?? ''}`}>
      {icon && <Icon name={icon} size={16} />}
      <span>{children}</span>
    </button>
  )
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: IconName
  /** The accessible name, shown as the tooltip too. */
  readonly label: string
  /** The keys that do the same, shown in the tooltip. */
  readonly keys?: string | undefined
  /** A toggle says whether it is on. */
  readonly pressed?: boolean
  readonly size?: 'small' | 'normal'
}

/** A button that is an icon alone; its name is its tooltip. */
export function IconButton({ icon, label, keys, pressed, size = 'normal', className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      data-tip={label}
      data-tip-keys={keys}
      {...rest}
      className={`${styles['icon']} ${size === 'small' ? styles['small'] : ''} ${className ?? ''}`}
    >
      <Icon name={icon} size={size === 'small' ? 16 : 18} />
    </button>
  )
}
