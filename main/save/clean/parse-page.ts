import { JSDOM } from 'jsdom'
import { changeQuickly } from '../quick/change-quickly.ts'
import { quicken } from '../quick/quicken.ts'

let parser: { readonly dom: JSDOM; readonly parse: (html: string) => Document } | undefined

/**
 * A page's HTML as a document without a window: no script runs in it and nothing is fetched. All are made by one
 * window's `DOMParser`, for a window of its own costs each page as much again as a third of its parse.
 * @param url the page's address, what its relative ones are resolved against
 */
export function parsePage(html: string, url: string | undefined): Document {
  parser ??= newParser()
  // A document takes over the address of the window that it is made in.
  parser.dom.reconfigure({ url: url ?? 'about:blank' })
  return parser.parse(html)
}

function newParser(): NonNullable<typeof parser> {
  const dom = new JSDOM('')
  const { DOMParser } = dom.window
  const window = dom.window as unknown as Window & typeof globalThis
  quicken(window)
  changeQuickly(window)
  return { dom, parse: (html) => new DOMParser().parseFromString(html, 'text/html') }
}
