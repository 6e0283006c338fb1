import { useEffect, useImperativeHandle, useRef } from 'react'
import type { RefObject } from 'react'
import type { ArticleId } from '../../shared/model.ts'
import type { OriginalOutline } from '../../shared/repair.ts'
import { dressRepairFrame, frameDocument, framePath } from './fill-frame.ts'
import type { BlockState } from './marks.ts'
import { OriginalPage } from './original-page.ts'
import type { OriginalListener } from './original-page.ts'
import styles from './repair.module.css'

/** What can be asked of the original from outside. */
export interface OriginalHandle {
  readonly focus: (index?: number) => void
}

interface Props extends OriginalListener {
  readonly id: ArticleId
  readonly outline: OriginalOutline
  /** Kept pictures by the address they came from, relative to the article's folder. */
  readonly pictures: ReadonlyMap<string, string>
  readonly direction: string
  readonly states: readonly BlockState[]
  readonly handle: RefObject<OriginalHandle | null>
}

/** The original page in a sandboxed frame, its blocks to be chosen. */
export function OriginalFrame({ id, outline, pictures, direction, states, handle, ...listener }: Props) {
  const element = useRef<HTMLIFrameElement>(null)
  const page = useRef<OriginalPage>(undefined)
  const latest = useRef({ states, listener })
  useEffect(() => {
    latest.current = { states, listener }
    page.current?.show(states)
  })
  useImperativeHandle(handle, () => ({ focus: (index) => page.current?.focus(index) }))

  useEffect(() => {
    const iframe = element.current
    if (!iframe) return
    let over = false
    void frameDocument(iframe).then((inner) => {
      if (over) return
      const main = dressRepairFrame(inner)
      main.dir = direction
      inner.documentElement.dataset['repair'] = 'original'
      const made = new OriginalPage(main, outline, pictures, {
        onActive: (index) => latest.current.listener.onActive(index),
        onToggle: (index) => latest.current.listener.onToggle(index),
        onUndo: () => latest.current.listener.onUndo(),
        onEscape: () => latest.current.listener.onEscape(),
      })
      page.current = made
      made.show(latest.current.states)
      // The first block of the article is where looking begins, and not the page's menu.
      const first = latest.current.states.findIndex(({ inArticle }, index) => inArticle && outline.blocks[index]?.kind !== 'section')
      made.focus(first === -1 ? undefined : first)
      latest.current.listener.onActive(made.active)
    })
    return () => {
      over = true
      page.current?.end()
      page.current = undefined
    }
  }, [outline, pictures, direction])

  return <iframe ref={element} className={styles['frame']} title="Original page" sandbox="allow-same-origin" src={framePath(id)} />
}
