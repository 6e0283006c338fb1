import { parseDocument } from '../dom/parse.ts'

/**
 * A page's HTML as a document without a window: no script runs in it and nothing is fetched. Of the DOM it has what
 * `save/dom/page-node.ts` says and no more; its types are those of browsers, so that steps can work on either.
 * @param url the page's address, what its relative ones are resolved against
 */
export function parsePage(html: string, url: string | undefined): Document {
  return parseDocument(html, url ?? 'about:blank') as unknown as Document
}
