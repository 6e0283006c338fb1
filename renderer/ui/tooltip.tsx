import { useEffect, useRef, useState } from 'react'
import styles from './tooltip.module.css'

interface Shown {
  readonly text: string
  readonly keys: string | undefined
  readonly anchor: DOMRect
}

/** Long enough that crossing a toolbar shows nothing. */
const DELAY_MS = 550

/**
 * The one tooltip of the window: shows the `data-tip` (and `data-tip-keys`) of what the pointer rests on or the keyboard
 * reaches. It repeats the accessible name, so assistive technology need not hear of it.
 */
export function Tooltip() {
  const [shown, setShown] = useState<Shown>()
  const ref = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let timer = 0
    const hide = (): void => {
      window.clearTimeout(timer)
      setShown(undefined)
    }
    const show = (event: Event): void => {
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : undefined
      hide()
      if (!target || (event.type === 'focusin' && !target.matches(':focus-visible'))) return
      timer = window.setTimeout(() => {
        if (!target.isConnected) return
        setShown({ text: target.dataset['tip'] ?? '', keys: target.dataset['tipKeys'], anchor: target.getBoundingClientRect() })
      }, DELAY_MS)
    }
    const shows = ['pointerover', 'focusin']
    const hides = ['pointerdown', 'focusout', 'keydown', 'wheel', 'blur']
    for (const name of shows) document.addEventListener(name, show)
    for (const name of hides) window.addEventListener(name, hide, { capture: true })
    return () => {
      hide()
      for (const name of shows) document.removeEventListener(name, show)
      for (const name of hides) window.removeEventListener(name, hide, { capture: true })
    }
  }, [])

  useEffect(() => {
    const box = ref.current
    if (!shown || !box) return
    const { anchor } = shown
    const below = anchor.bottom + 6 + box.offsetHeight < window.innerHeight
    const left = anchor.left + anchor.width / 2 - box.offsetWidth / 2
    box.style.left = `${Math.max(6, Math.min(left, window.innerWidth - box.offsetWidth - 6))}px`
    box.style.top = `${below ? anchor.bottom + 6 : anchor.top - 6 - box.offsetHeight}px`
    box.dataset['placed'] = ''
  }, [shown])

  if (!shown) return null
  return (
    <div ref={ref} className={styles['tooltip']} aria-hidden="true">
      {shown.text}
      {shown.keys && <kbd>{shown.keys}</kbd>}
    </div>
  )
}
