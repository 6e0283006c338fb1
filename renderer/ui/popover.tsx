import { useEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Dialog, DialogTrigger, Popover as AriaPopover } from 'react-aria-components/Popover'
import buttonStyles from './button.module.css'
import { classNames } from './class-names.ts'
import { Icon } from './icons.tsx'
import type { IconName } from './icons.tsx'
import styles from './overlay.module.css'

interface Props {
  readonly icon: IconName
  /** Names the button, its tooltip and the panel. */
  readonly label: string
  readonly children: (close: () => void) => ReactNode
}

/** A toolbar button that opens a small panel under it. */
export function PopoverButton({ icon, label, children }: Props) {
  return (
    <DialogTrigger>
      <TriggerButton icon={icon} label={label} />
      <AriaPopover className={classNames(styles['popover'])} placement="bottom end" offset={6}>
        <Dialog className={classNames(styles['popover-dialog'])} aria-label={label}>
          {({ close }) => <>{children(close)}</>}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}

/** What was done to a button before what it opens was loaded. */
export type Early = 'focused' | 'pressed'

interface TriggerProps {
  readonly icon: IconName
  readonly label: string
  /** Done again once, to this button: it has taken the place of another that looked the same. */
  readonly early?: Early | undefined
}

/** The icon button of a popover or menu: React Aria gives it its state. */
export function TriggerButton({ icon, label, early }: TriggerProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (early) button.current?.focus({ preventScroll: true })
    if (early === 'pressed') button.current?.click()
  }, [early])
  return (
    <span data-tip={label} className={classNames(styles['trigger'])}>
      <AriaButton ref={button} aria-label={label} className={classNames(buttonStyles['icon'])}>
        <Icon name={icon} />
      </AriaButton>
    </span>
  )
}
