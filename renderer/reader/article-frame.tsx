import { useEffect, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { Failure } from '../../shared/errors.ts'
import { articleFileUrl } from '../../shared/model.ts'
import type { ArticleId, ArticleSummary } from '../../shared/model.ts'
import { errorOf } from '../api.ts'
import { settingsStore } from '../settings-store.ts'
import type { AppError } from '../../shared/errors.ts'
import { ArticleHeading } from './article-heading.tsx'
import { dressFrame } from './frame-look.ts'
import type { ReadingFrame } from './reading.ts'
import { articleBody } from './sanitise.ts'
import styles from './reader.module.css'

interface Props {
  readonly id: ArticleId
  /** Absent as long as it is not known; the frame itself is made ready meanwhile. */
  readonly summary: ArticleSummary | undefined
  /** The stored document, or its being fetched. */
  readonly html: string | Promise<string> | undefined
  /** The frame holds the article. Not called again for the same frame; `undefined` when it goes. */
  readonly onReady: (frame: ReadingFrame | undefined) => void
  readonly onFailed: (error: AppError) => void
}

keepArticleStyle()

/**
 * The sandboxed frame that an article is read in. Nothing in it can run: no scripts, no forms, no windows; its own policy
 * lets it load pictures and our stylesheet and nothing else. Its document is filled from here, sanitised.
 */
export function ArticleFrame({ id, summary, html, onReady, onFailed }: Props) {
  const element = useRef<HTMLIFrameElement>(null)
  // One frame is one article: what is told of it later changes the heading, not the frame.
  const [article, setArticle] = useState(summary)
  const [document, setDocument] = useState(html)
  if (!article && summary) setArticle(summary)
  if (document === undefined && html !== undefined) setDocument(html)
  const [frame, setFrame] = useState<{ readonly heading: Element; readonly end: Element }>()
  const [shown, setShown] = useState(false)

  useEffect(() => {
    const iframe = element.current
    if (!iframe || !article || document === undefined) return
    let over = false
    const fill = async (): Promise<void> => {
      const [stored] = await Promise.all([document, frameLoaded(iframe)])
      if (over) return
      const filled = fillFrame(iframe, stored, article)
      // At once, because the heading moves everything below it: a long article is laid out a single time, and comes to the
      // screen with its highlights.
      flushSync(() => {
        setFrame({ heading: filled.heading, end: filled.end })
        setShown(true)
      })
      onReady(filled.frame)
    }
    fill().catch((thrown: unknown) => {
      if (!over) onFailed(errorOf(thrown))
    })
    return () => {
      over = true
      onReady(undefined)
    }
  }, [article, document, onReady, onFailed])

  return (
    <>
      <iframe
        ref={element}
        className={styles['frame']}
        data-shown={shown}
        title={summary?.title ?? 'Article'}
        sandbox="allow-same-origin"
        src={localPath(id, 'frame.html')}
      />
      {frame && summary && createPortal(<ArticleHeading summary={summary} />, frame.heading)}
      {frame && summary && createPortal(<span>{summary.siteName ? `End · ${summary.siteName}` : 'End'}</span>, frame.end)}
    </>
  )
}

/**
 * Holds the articles' style sheet in the window, where it applies to nothing: a frame finds there what it would else ask
 * main for, and wait for, at every opening.
 */
function keepArticleStyle(): void {
  const link = document.createElement('link')
  link.rel = 'stylesheet'
  link.media = 'not all'
  link.href = '/article.css'
  document.head.append(link)
}

/** The article's stored document. Rejects with `Failure` damaged. */
export async function fetchArticle(id: ArticleId): Promise<string> {
  const answer = await fetch(localPath(id, 'article.html'), { cache: 'no-store' })
  if (!answer.ok) throw new Failure({ code: 'damaged', file: `${id}/article.html` })
  return answer.text()
}

/** The path alone: it is the same on the app's own origin and on a test server. */
function localPath(id: ArticleId, file: string): string {
  return new URL(articleFileUrl(id, file)).pathname
}

function frameLoaded(iframe: HTMLIFrameElement): Promise<void> {
  return new Promise((resolve) => {
    const check = (): boolean =>
      iframe.contentDocument?.readyState === 'complete' && iframe.contentDocument.URL !== 'about:blank'
    if (check()) return resolve()
    iframe.addEventListener('load', () => resolve(), { once: true })
  })
}

function fillFrame(
  iframe: HTMLIFrameElement,
  html: string,
  summary: ArticleSummary,
): { readonly frame: ReadingFrame; readonly heading: Element; readonly end: Element } {
  const inner = iframe.contentDocument
  const innerWindow = iframe.contentWindow as (Window & typeof globalThis) | null
  if (!inner || !innerWindow) throw new Failure({ code: 'unexpected' })
  const { content, language, direction } = articleBody(html)
  const heading = inner.createElement('header')
  heading.className = 'heading'
  const main = inner.createElement('main')
  const end = inner.createElement('div')
  end.className = 'end'
  for (const part of [heading, main]) {
    part.lang = language || (summary.language ?? '')
    part.dir = direction || summary.direction
  }
  main.append(inner.adoptNode(content))
  makeScrollableReachable(main)
  inner.body.replaceChildren(heading, main, end)
  inner.title = summary.title
  inner.documentElement.lang = main.lang
  dressFrame(inner, settingsStore.getState().settings)
  return { frame: { element: iframe, window: innerWindow, document: inner, main }, heading, end }
}

/** What scrolls sideways must be reachable by keyboard (WCAG 2.1.1). */
function makeScrollableReachable(main: Element): void {
  for (const wide of main.querySelectorAll<HTMLElement>('pre, table')) wide.tabIndex = 0
}
