import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components/Modal'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './overlay.module.css'

interface Props {
  /** The heading, and so the dialog's name. */
  readonly title: string
  readonly onClose: () => void
  /** `full` fills the window, and its content reaches the edges. */
  readonly size?: 'small' | 'normal' | 'wide' | 'full'
  /** `alertdialog` asks for a decision. */
  readonly role?: 'dialog' | 'alertdialog'
  /** The content is words alone and may be long: the keyboard must reach it to scroll it (WCAG 2.1.1). */
  readonly reading?: boolean
  readonly children: ReactNode
  readonly footer?: ReactNode
}

/** A dialog over the window: takes the keyboard while it is open, closes by Escape or a click beside it. */
export function Dialog({ title, onClose, size = 'normal', role = 'dialog', reading = false, children, footer }: Props) {
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={(open) => !open && onClose()} className={classNames(styles['scrim'])}>
      <Modal className={classNames(styles['modal'], styles[size])}>
        <AriaDialog role={role} className={classNames(styles['dialog'])}>
          <header className={styles['dialog-head']}>
            <Heading slot="title" className={classNames(styles['dialog-title'])}>
              {title}
            </Heading>
            {role === 'dialog' && <IconButton icon="close" label="Close" size="small" onClick={onClose} />}
          </header>
          <div className={styles['dialog-body']} {...(reading ? { role: 'group', 'aria-label': title, tabIndex: 0 } : {})}>
            {children}
          </div>
          {footer && <footer className={styles['dialog-foot']}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
