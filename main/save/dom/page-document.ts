import { PageElement } from './page-element.ts'
import { DOCUMENT, FRAGMENT, PageNode } from './page-node.ts'
import { PageText } from './page-text.ts'

/** Parses HTML as what stands in an element. */
export type ParseFragment = (html: string, context: PageElement) => readonly PageNode[]

export class PageDocument extends PageNode {
  readonly documentURI: string
  readonly parseFragment: ParseFragment
  #baseURI: string | undefined

  constructor(url: string, parseFragment: ParseFragment) {
    super(DOCUMENT, null)
    this.documentURI = url
    this.parseFragment = parseFragment
  }

  /** By the page's first `<base>` when it was first asked for. */
  override get baseURI(): string {
    if (this.#baseURI === undefined) {
      const href = this.querySelector('base[href]')?.getAttribute('href') ?? ''
      this.#baseURI = URL.canParse(href, this.documentURI) ? new URL(href, this.documentURI).href : this.documentURI
    }
    return this.#baseURI
  }

  override get textContent(): null {
    return null
  }

  get documentElement(): PageElement | null {
    return this.firstElementChild
  }

  get head(): PageElement | null {
    return this.documentElement?.children.find(({ localName }) => localName === 'head') ?? null
  }

  get body(): PageElement | null {
    return this.documentElement?.children.find(({ localName }) => localName === 'body' || localName === 'frameset') ?? null
  }

  get title(): string {
    return (this.querySelector('title')?.textContent ?? '').replace(/[\t\n\f\r ]+/g, ' ').replace(/^ | $/g, '')
  }

  set title(text: string) {
    const title = this.querySelector('title') ?? this.head?.appendChild(this.createElement('title'))
    if (title) title.textContent = text
  }

  createElement(name: string): PageElement {
    return new PageElement(name.toLowerCase(), { ownerDocument: this })
  }

  createTextNode(data: string): PageText {
    return new PageText(data, this)
  }

  createDocumentFragment(): PageFragment {
    return new PageFragment(this)
  }
}

export class PageFragment extends PageNode {
  constructor(ownerDocument: PageDocument | null) {
    super(FRAGMENT, ownerDocument)
  }
}
