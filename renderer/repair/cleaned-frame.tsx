import { useEffect, useRef, useState } from 'react'
import type { ArticleId } from '../../shared/model.ts'
import { catchLinks } from '../reader/links.ts'
import { contentFor, dressRepairFrame, frameDocument, framePath, plain } from './fill-frame.ts'
import styles from './repair.module.css'

interface Props {
  readonly id: ArticleId
  /** The whole document, as it would be stored. */
  readonly html: string
  /** Stands over the article, where the reader has it too. */
  readonly title: string
  /** Words of the block that is chosen in the original: shown here too, where they stand. */
  readonly chosen: string
  readonly onEscape: () => void
}

/** The cleaned article as it would be, in a sandboxed frame. What is new in it shows itself for a moment. */
export function CleanedFrame({ id, html, title, chosen, onEscape }: Props) {
  const element = useRef<HTMLIFrameElement>(null)
  const [main, setMain] = useState<HTMLElement>()
  const before = useRef<ReadonlySet<string>>(undefined)
  const escape = useRef(onEscape)
  useEffect(() => void (escape.current = onEscape))

  useEffect(() => {
    const iframe = element.current
    if (!iframe) return
    const stops: (() => void)[] = []
    let over = false
    void frameDocument(iframe).then((inner) => {
      if (over) return
      inner.documentElement.dataset['repair'] = 'cleaned'
      const onKey = (event: KeyboardEvent): void => {
        if (event.key === 'Escape') escape.current()
      }
      inner.addEventListener('keydown', onKey)
      stops.push(() => inner.removeEventListener('keydown', onKey), catchLinks(inner, () => undefined))
      const made = dressRepairFrame(inner)
      made.before(headingFor(inner, title))
      setMain(made)
    })
    return () => {
      over = true
      for (const stop of stops) stop()
    }
  }, [title])

  useEffect(() => {
    if (main) before.current = fill(main, html, before.current)
  }, [main, html])

  useEffect(() => {
    if (!main || chosen === '') return
    const block = [...main.children].find((one) => plain(one.textContent).includes(chosen))
    block?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }, [main, chosen])

  return <iframe ref={element} className={styles['frame']} title="Cleaned article" sandbox="allow-same-origin" src={framePath(id)} />
}

function headingFor(inner: Document, title: string): HTMLElement {
  const heading = inner.createElement('header')
  heading.className = 'heading'
  const words = inner.createElement('h1')
  words.textContent = title
  heading.append(words)
  return heading
}

/** Puts the document's content in place; answers the words of its blocks. Those that were not there before show themselves. */
function fill(main: HTMLElement, html: string, before: ReadonlySet<string> | undefined): ReadonlySet<string> {
  const { content, language, direction } = contentFor(main.ownerDocument, html)
  main.lang = language
  main.dir = direction
  main.replaceChildren(content)
  const blocks = [...main.children]
  const fresh = blocks.filter((block) => before && !before.has(plain(block.textContent)))
  for (const block of fresh) block.classList.add('arrived')
  fresh[0]?.scrollIntoView({ block: 'center', behavior: 'instant' })
  return new Set(blocks.map((block) => plain(block.textContent)))
}
