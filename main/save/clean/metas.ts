import { squeezed } from './words.ts'

interface Meta {
  readonly content: string
  /** Lower-case `name` and `property`. */
  readonly names: readonly string[]
  readonly itemprop: string | undefined
}

/** A page's `<meta>` elements, read once: a page is asked for dozens of names, and each selector walks the whole page. */
export class Metas {
  readonly #all: readonly Meta[]

  constructor(document: Document) {
    this.#all = [...document.querySelectorAll('meta')].flatMap((element) => {
      const content = element.getAttribute('content')
      const names = [element.getAttribute('property'), element.getAttribute('name')].flatMap((name) => (name === null ? [] : [name.toLowerCase()]))
      return content === null ? [] : [{ content, names, itemprop: element.getAttribute('itemprop')?.toLowerCase() }]
    })
  }

  /** The content of the first one with the first of these names that has any; white space squeezed. */
  first(...names: readonly string[]): string | undefined {
    for (const name of names) {
      const content = squeezed(this.#all.find((meta) => meta.names.includes(name.toLowerCase()))?.content)
      if (content !== '') return content
    }
    return undefined
  }

  /** The contents of all with any of these names, in the page's order. */
  all(names: readonly string[], orItemprop = false): string[] {
    const wanted = new Set(names.map((name) => name.toLowerCase()))
    return this.#all
      .filter((meta) => meta.names.some((name) => wanted.has(name)) || (orItemprop && meta.itemprop !== undefined && wanted.has(meta.itemprop)))
      .map((meta) => meta.content)
  }
}
