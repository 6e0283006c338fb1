import type { Bridge } from '../../../shared/ipc.ts'
import type { LibraryOverview } from '../../../shared/list.ts'

/*
 * Functions that run in the measured window. They are sent there as text, so none may use anything but its argument
 * and what the page has.
 */

interface TypingWatch {
  key: number
  painted: number
  longestGap: number
  long: number[]
  stop: () => void
}

declare global {
  // What `watchTyping` leaves for `endTyping`.
  var benchTyping: TypingWatch | undefined
  // Put there by the app's preload.
  var bridge: Bridge
}

/** Resolves when a selector has been painted. */
export function shows(selector: string): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.querySelector(selector)) requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
      else requestAnimationFrame(look)
    }
    look()
  })
}

export function goTo(hash: string): void {
  location.hash = hash
}

/** How complete the library's index is. */
export async function overviewOf(): Promise<{ readonly rebuilding: boolean; readonly all: number }> {
  const answer = await globalThis.bridge.call('overview', [])
  if (!answer.ok) throw new Error(`overview: ${answer.error.code}`)
  const { counts, rebuilding } = answer.value as LibraryOverview
  // `all` leaves out the archive in no version; the trash is empty here.
  return { rebuilding: rebuilding !== undefined, all: counts.all }
}

/** How many articles have a word. */
export async function matchesOf(word: string): Promise<number> {
  const answer = await globalThis.bridge.call('listArticles', [{ view: 'all', text: word, offset: 0, limit: 1 }])
  if (!answer.ok) throw new Error(`listArticles: ${answer.error.code}`)
  return (answer.value as { readonly total: number }).total
}

/** Empties the search field and puts the keyboard into it. */
export function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('input[type="search"]')
  field?.focus()
  field?.select()
}

/**
 * From now on: when the last key was pressed, and when the last change of the list after it was painted. A key's time is
 * the system's, so what it waited in a queue counts.
 */
export function watchTyping(): void {
  const field = document.querySelector('input[type="search"]')
  const pane = field?.closest('[aria-label="Library"]') ?? document.body
  const channel = new MessageChannel()
  let keyDown: number | undefined
  let changed = false
  let going = true
  let before = performance.now()
  const watch: TypingWatch = { key: 0, painted: 0, longestGap: 0, long: [], stop: () => undefined }
  const onKey = (event: Event): void => {
    keyDown = event.timeStamp
  }
  // Text that an input method commits comes without keys.
  const onInput = (event: Event): void => {
    watch.key = keyDown ?? event.timeStamp
    watch.painted = 0
    keyDown = undefined
  }
  const observer = new MutationObserver((records) => {
    if (records.some(({ target }) => !(target instanceof Element ? target : target.parentElement)?.closest('search'))) changed = true
  })
  channel.port1.onmessage = () => (watch.painted = performance.now())
  const frame = (now: number): void => {
    if (!going) return
    if (watch.key > 0) watch.longestGap = Math.max(watch.longestGap, now - before)
    before = now
    // What is posted from a frame arrives once it has been painted.
    if (changed) channel.port2.postMessage(null)
    changed = false
    requestAnimationFrame(frame)
  }
  const long = new PerformanceObserver((list) => watch.long.push(...list.getEntries().map(({ duration }) => duration)))
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('beforeinput', onInput, true)
  observer.observe(pane, { subtree: true, childList: true, characterData: true, attributes: true })
  long.observe({ type: 'long-animation-frame' })
  requestAnimationFrame(frame)
  watch.stop = () => {
    going = false
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('beforeinput', onInput, true)
    observer.disconnect()
    long.disconnect()
    channel.port1.close()
  }
  globalThis.benchTyping = watch
}

/** Ends `watchTyping`. `latency` is absent when the last key changed nothing in the list. */
export function endTyping(): { readonly latency?: number; readonly longestGap: number; readonly long: readonly number[] } {
  const watch = globalThis.benchTyping
  if (!watch) throw new Error('nothing was watched')
  watch.stop()
  const { key, painted, longestGap, long } = watch
  return { longestGap, long, ...(painted > 0 && { latency: painted - key }) }
}

/** Puts a scroller of the given height, with nothing in it, where the page was. */
export function showEmptyList(height: number): void {
  const scroller = document.createElement('div')
  scroller.id = 'scroller'
  scroller.style.cssText = 'position:fixed;inset:0;overflow-y:auto'
  const list = document.createElement('ul')
  list.style.cssText = `position:relative;height:${height}px`
  scroller.append(list)
  document.body.replaceChildren(scroller)
}

/**
 * Scrolls what a selector's element stands in by so many pixels a frame, and answers each frame's milliseconds and in how
 * many frames some row on screen was blank.
 */
export function scrollFrames(how: { readonly selector: string; readonly from: number; readonly pixels: number; readonly frames: number }): Promise<{
  readonly frames: readonly number[]
  readonly blank: number
}> {
  let scroller = document.querySelector(how.selector)
  while (scroller && (scroller.scrollHeight <= scroller.clientHeight + 10 || getComputedStyle(scroller).overflowY === 'visible')) scroller = scroller.parentElement
  const list = scroller
  if (!list) throw new Error(`nothing scrolls around ${how.selector}`)
  return new Promise((resolve) => {
    list.scrollTop = how.from
    const frames: number[] = []
    let blank = 0
    let before = 0
    const isBlank = (): boolean => {
      const box = list.getBoundingClientRect()
      return [...list.querySelectorAll('li[aria-hidden="true"]')].some((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return bottom > box.top && top < box.bottom
      })
    }
    const frame = (now: number): void => {
      // The first ones belong to the jump to where it begins.
      if (before > 0) frames.push(now - before)
      before = now
      if (frames.length >= how.frames + 10) return resolve({ frames: frames.slice(10), blank })
      if (frames.length > 10 && isBlank()) blank++
      list.scrollTop += how.pixels
      requestAnimationFrame(frame)
    }
    setTimeout(() => requestAnimationFrame(frame), 300)
  })
}

/** Opens an article from the list; resolves with the milliseconds until it and its highlights are painted. */
export function openArticle(article: { readonly id: string; readonly highlights: number }): Promise<number> {
  const link = document.querySelector<HTMLElement>(`[aria-label="Articles"] a[href*="${article.id}"]`)
  if (!link) throw new Error(`${article.id} is not in the list`)
  const channel = new MessageChannel()
  return new Promise((resolve) => {
    const began = performance.now()
    channel.port1.onmessage = () => resolve(performance.now() - began)
    const look = (): void => {
      const frame = document.querySelector<HTMLIFrameElement>('[aria-label="Reader"] iframe[data-shown="true"]')
      const inner = frame?.contentWindow as (Window & typeof globalThis) | null | undefined
      let painted = 0
      inner?.CSS.highlights.forEach((layer, name) => {
        if (!/noted|active|found/.test(name)) painted += layer.size
      })
      if (inner?.document.querySelector('main p') && painted >= article.highlights) channel.port2.postMessage(null)
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
    link.click()
  })
}

/** The size of the frame that an open article is shown in. */
export function frameSize(): { readonly width: number; readonly height: number } {
  const box = document.querySelector('[aria-label="Reader"] iframe')?.getBoundingClientRect()
  if (!box) throw new Error('no article is open')
  return { width: box.width, height: box.height }
}

/** Takes away what is shown. */
export function emptyPage(): void {
  document.body.replaceChildren()
}

/** Shows a document in a bare sandboxed frame; resolves with the milliseconds until it is painted. */
export function openBareFrame(shown: { readonly url: string; readonly width: number; readonly height: number }): Promise<number> {
  const channel = new MessageChannel()
  return new Promise((resolve) => {
    const began = performance.now()
    channel.port1.onmessage = () => resolve(performance.now() - began)
    const frame = document.createElement('iframe')
    frame.setAttribute('sandbox', 'allow-same-origin')
    frame.style.cssText = `border:0;width:${shown.width}px;height:${shown.height}px`
    frame.addEventListener('load', () => requestAnimationFrame(() => channel.port2.postMessage(null)))
    frame.src = shown.url
    document.body.append(frame)
  })
}
