import { useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { queryParts } from '../../shared/query.ts'
import type { QueryPart } from '../../shared/query.ts'
import { Icon } from '../ui/icons.tsx'
import { useLibrary } from './library-store.ts'
import styles from './search-box.module.css'

type Fault = Extract<QueryPart, { kind: 'fault' }>

interface Props {
  readonly text: string
  readonly fault: Fault
  readonly field: RefObject<HTMLInputElement | null>
}

/** A wavy line under the part of the search text that cannot be understood: the text again, unseen, behind the field. */
export function FaultUnderline({ text, fault, field }: Props) {
  const line = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const input = field.current
    if (!input) return
    const follow = (): void => {
      if (line.current) line.current.style.transform = `translateX(${-input.scrollLeft}px)`
    }
    follow()
    input.addEventListener('scroll', follow)
    return () => input.removeEventListener('scroll', follow)
  }, [field, text])
  const from = Math.min(fault.position, fault.end - 1)
  return (
    <span className={styles['underline']} aria-hidden="true">
      <span ref={line}>
        {text.slice(0, from)}
        <u>{text.slice(from, fault.end)}</u>
      </span>
    </span>
  )
}

/** Why the search text cannot be understood, at its field; the list stays as it was. Pressing it goes to the place. */
export function QueryFault() {
  const text = useLibrary((state) => state.query.text)
  const fault = queryParts(text).find((part) => part.kind === 'fault')
  if (!fault) return null
  const goThere = (): void => {
    const field = document.querySelector<HTMLInputElement>('#search-library')
    field?.focus()
    field?.setSelectionRange(Math.min(fault.position, fault.end), fault.end)
  }
  return (
    <p id="search-fault" role="alert" className={styles['fault']}>
      <Icon name="warning" size={14} />
      <span>{fault.problem}</span>
      <button type="button" onClick={goThere}>
        Go there
      </button>
    </p>
  )
}
