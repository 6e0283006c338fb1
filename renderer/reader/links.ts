import { api, errorOf } from '../api.ts'
import { showError } from '../ui/toast.tsx'

/**
 * Catches every way to follow a link of the article, before the frame does: followed by itself, a link would replace the
 * article by an error page (its policy allows no navigation). Web and mail addresses open outside; a `#fragment` is
 * handed to `onFragment`. Answers a function that stops listening.
 */
export function catchLinks(document: Document, onFragment: (id: string) => void): () => void {
  const follow = (event: Event): void => {
    const link = linkOf(event.target)
    if (!link) return
    event.preventDefault()
    event.stopPropagation()
    const href = link.getAttribute('href')?.trim() ?? ''
    if (href.startsWith('#')) onFragment(decodeFragment(href.slice(1)))
    else if (/^(?:https?|mailto):/i.test(href)) {
      api.openOutside(href).catch((thrown: unknown) => showError(errorOf(thrown)))
    }
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') follow(event)
  }
  const refuse = (event: Event): void => event.preventDefault()
  document.addEventListener('click', follow, { capture: true })
  document.addEventListener('auxclick', follow, { capture: true })
  document.addEventListener('keydown', onKey, { capture: true })
  document.addEventListener('dragstart', refuse, { capture: true })
  document.addEventListener('drop', refuse, { capture: true })
  return () => {
    document.removeEventListener('click', follow, { capture: true })
    document.removeEventListener('auxclick', follow, { capture: true })
    document.removeEventListener('keydown', onKey, { capture: true })
    document.removeEventListener('dragstart', refuse, { capture: true })
    document.removeEventListener('drop', refuse, { capture: true })
  }
}

/** Goes to the part of the article that a `#fragment` names, and lets it light up for a moment. Nothing happens where there is none. */
export function showFragment(document: Document, id: string): void {
  const target = document.getElementById(id)
  if (!target) return
  target.scrollIntoView({ block: 'center', behavior: 'instant' })
  target.classList.remove('arrived')
  // Asking for the box makes the browser see the class go, so that the animation starts anew.
  target.getBoundingClientRect()
  target.classList.add('arrived')
}

function linkOf(target: EventTarget | null): Element | undefined {
  // The frame has an Element class of its own: `instanceof` of this window's would always say no.
  const node = target as Node | null
  const element = node?.nodeType === 1 ? (node as Element) : node?.parentElement
  return element?.closest('a[href]') ?? undefined
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
