import { Failure } from '../../shared/errors.ts'
import { articleFileUrl } from '../../shared/model.ts'
import type { ArticleId } from '../../shared/model.ts'
import { dressFrame } from '../reader/frame-look.ts'
import { articleBody } from '../reader/sanitise.ts'
import { settingsStore } from '../settings-store.ts'

/** The path of a frame's empty document: the same on the app's own origin and on a test server. */
export function framePath(id: ArticleId): string {
  return new URL(articleFileUrl(id, 'frame.html')).pathname
}

/** Resolves with the frame's document when its skeleton is there. */
export function frameDocument(iframe: HTMLIFrameElement): Promise<Document> {
  return new Promise((resolve, reject) => {
    const document = (): Document | undefined => {
      const inner = iframe.contentDocument
      return inner?.readyState === 'complete' && inner.URL !== 'about:blank' ? inner : undefined
    }
    const now = document()
    if (now) return resolve(now)
    const loaded = (): void => {
      const inner = document()
      if (inner) resolve(inner)
      else reject(new Failure({ code: 'unexpected' }))
    }
    iframe.addEventListener('load', loaded, { once: true })
  })
}

/** Makes a frame's document ready for small columns: dressed as articles are, with the look of blocks besides. */
export function dressRepairFrame(inner: Document): HTMLElement {
  const look = inner.createElement('link')
  look.rel = 'stylesheet'
  look.href = new URL('/repair.css', location.href).href
  inner.head.append(look)
  dressFrame(inner, settingsStore.getState().settings)
  const { style } = inner.documentElement
  style.setProperty('--article-size', '15px')
  style.setProperty('--article-width', '64ch')
  for (const token of ['danger', 'danger-soft', 'hover', 'press', 'field-line']) {
    style.setProperty(`--${token}`, getComputedStyle(document.documentElement).getPropertyValue(`--${token}`))
  }
  const main = inner.createElement('main')
  inner.body.replaceChildren(main)
  return main
}

/** The sanitised content of a stored document, in the frame's own document. */
export function contentFor(inner: Document, html: string): { readonly content: DocumentFragment; readonly language: string; readonly direction: string } {
  const { content, language, direction } = articleBody(html)
  return { content: inner.importNode(content, true), language, direction }
}

/** Text as both frames are compared by. */
export function plain(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}
