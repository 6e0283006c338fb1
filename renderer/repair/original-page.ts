import type { OriginalBlock, OriginalOutline } from '../../shared/repair.ts'
import { actionText, blockName, stateText } from './block-names.ts'
import { contentFor, plain } from './fill-frame.ts'
import type { BlockState } from './marks.ts'

/** What the original tells of what the reader does in it. */
export interface OriginalListener {
  readonly onActive: (index: number) => void
  readonly onToggle: (index: number) => void
  readonly onUndo: () => void
  readonly onEscape: () => void
}

/**
 * The original in its frame: every block an element that can be reached, told of and toggled. Nothing in the frame runs,
 * so all of it is done from here.
 */
export class OriginalPage {
  readonly #blocks: readonly OriginalBlock[]
  readonly #elements = new Map<number, HTMLElement>()
  readonly #leaves: readonly number[]
  readonly #stop: AbortController
  #active: number

  /** @param pictures the kept pictures by the address they came from; others are shown as their words */
  constructor(main: HTMLElement, outline: OriginalOutline, pictures: ReadonlyMap<string, string>, listener: OriginalListener) {
    const inner = main.ownerDocument
    this.#blocks = outline.blocks
    const { content } = contentFor(inner, `<main>${outline.html}</main>`)
    main.replaceChildren(content)
    for (const image of main.querySelectorAll('img')) placePicture(image, pictures)
    for (const element of main.querySelectorAll<HTMLElement>('[data-block]')) {
      const index = Number(element.getAttribute('data-block'))
      if (Number.isInteger(index) && this.#blocks[index] !== undefined) this.#elements.set(index, element)
    }
    const around = new Set(this.#blocks.map(({ parent }) => parent))
    this.#leaves = [...this.#elements.keys()].filter((index) => !around.has(index))
    this.#active = this.#leaves[0] ?? 0
    this.#stop = new AbortController()
    this.#listen(inner, listener)
  }

  get active(): number {
    return this.#active
  }

  /** Shows each block's state. */
  show(states: readonly BlockState[]): void {
    for (const [index, element] of this.#elements) {
      const [block, state] = [this.#blocks[index], states[index]]
      if (block === undefined || state === undefined) continue
      const isSection = block.kind === 'section'
      element.dataset['state'] = state.byReader ? (state.inArticle ? 'kept' : 'dropped') : state.inArticle ? 'in' : 'out'
      element.dataset['does'] = actionText(state, block.standing)
      element.dataset['kind'] = isSection ? 'section' : 'leaf'
      element.setAttribute('role', isSection ? 'group' : 'checkbox')
      if (!isSection) element.setAttribute('aria-checked', String(state.inArticle))
      // A list that is a check box has no items any more.
      if (!isSection) for (const item of element.querySelectorAll('li')) item.setAttribute('role', 'presentation')
      const words = isSection ? '' : `: ${wordsOf(element).slice(0, 140)}`
      const hidden = block.hidden ? ', hidden on the page' : ''
      element.setAttribute('aria-label', `${blockName(block)}, ${stateText(state)}${hidden}${words}`)
      element.toggleAttribute('data-hidden', block.hidden)
      element.tabIndex = index === this.#active ? 0 : -1
    }
  }

  /** Puts the keyboard on a block. */
  focus(index = this.#active): void {
    const element = this.#choose(index)
    element?.focus({ preventScroll: true })
    element?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }

  #choose(index: number): HTMLElement | undefined {
    const [before, element] = [this.#elements.get(this.#active), this.#elements.get(index)]
    if (element === undefined) return undefined
    before?.setAttribute('tabindex', '-1')
    before?.removeAttribute('data-active')
    this.#active = index
    element.tabIndex = 0
    element.setAttribute('data-active', '')
    return element
  }

  end(): void {
    this.#stop.abort()
  }

  #listen(inner: Document, listener: OriginalListener): void {
    const { signal } = this.#stop
    const go = (index: number | undefined): void => {
      if (index === undefined) return
      this.focus(index)
      listener.onActive(index)
    }
    inner.addEventListener('keydown', (event) => {
      const act = this.#actionOf(event, listener, go)
      if (act === undefined) return
      event.preventDefault()
      event.stopPropagation()
      act()
    }, { signal }) // prettier-ignore
    inner.addEventListener('click', (event) => {
      event.preventDefault()
      const index = this.#blockAt(event.target)
      if (index === undefined) return
      go(index)
      listener.onToggle(index)
    }, { signal }) // prettier-ignore
    // Assistive technology moves the focus itself.
    inner.addEventListener('focusin', (event) => {
      const index = this.#blockAt(event.target)
      if (index === undefined || index === this.#active) return
      this.#choose(index)
      listener.onActive(index)
    }, { signal }) // prettier-ignore
    inner.addEventListener('pointerover', (event) => this.#hover(this.#blockAt(event.target)), { signal })
    inner.documentElement.addEventListener('pointerleave', () => this.#hover(undefined), { signal })
    inner.addEventListener('dragstart', (event) => event.preventDefault(), { signal })
  }

  #actionOf(event: KeyboardEvent, listener: OriginalListener, go: (index: number | undefined) => void): (() => void) | undefined {
    if (event.altKey) return undefined
    if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'z' && !event.shiftKey ? listener.onUndo : undefined
    switch (event.key) {
      case ' ':
      case 'Enter':
        return () => listener.onToggle(this.#active)
      case 'ArrowDown':
        return () => go(this.#beside(1))
      case 'ArrowUp':
        return () => go(this.#beside(-1))
      case 'ArrowLeft':
        return () => go(this.#blocks[this.#active]?.parent)
      case 'ArrowRight':
        return () => go([...this.#elements.keys()].find((index) => this.#blocks[index]?.parent === this.#active))
      case 'Home':
        return () => go(this.#leaves[0])
      case 'End':
        return () => go(this.#leaves.at(-1))
      case 'Escape':
        return listener.onEscape
      default:
        return undefined
    }
  }

  /** The next leaf, or the one before; beside a section, the first leaf after its beginning or before it. */
  #beside(step: 1 | -1): number | undefined {
    return step === 1 ? this.#leaves.find((index) => index > this.#active) : this.#leaves.findLast((index) => index < this.#active)
  }

  #blockAt(target: EventTarget | null): number | undefined {
    const node = target as Node | null
    const element = node?.nodeType === 1 ? (node as Element) : node?.parentElement
    const block = element?.closest('[data-block]')
    const index = Number(block?.getAttribute('data-block') ?? Number.NaN)
    return this.#elements.has(index) ? index : undefined
  }

  #hover(index: number | undefined): void {
    for (const element of this.#elements.values()) if (element.hasAttribute('data-hover')) element.removeAttribute('data-hover')
    if (index !== undefined) this.#elements.get(index)?.setAttribute('data-hover', '')
  }
}

function wordsOf(element: HTMLElement): string {
  return plain(element.textContent) || element.querySelector('img')?.alt || (element as Partial<HTMLImageElement>).alt || 'without words'
}

/** A picture that is on the disk is shown; another is its words in a frame, and asks nobody. */
function placePicture(image: HTMLImageElement, pictures: ReadonlyMap<string, string>): void {
  const url = image.getAttribute('data-original') ?? ''
  const file = pictures.get(url)
  if (file === undefined) image.setAttribute('data-missing', url)
  else image.setAttribute('src', file)
}
