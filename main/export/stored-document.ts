import { DomUtils, ElementType, parseDocument } from 'htmlparser2'

/** A node of a parsed document, as htmlparser2 gives it. */
export type StoredNode = ReturnType<typeof parseDocument>['children'][number]
export type StoredElement = ReturnType<typeof DomUtils.getElementsByTagName>[number]

/**
 * The article's body in a stored `article.html`: its single `<main>`. A document without one (a file the reader made
 * or changed by hand) is taken whole, so that nothing of it is lost. A tree of plain objects: no script can run.
 */
export function parseStoredArticle(documentHtml: string): readonly StoredNode[] {
  const document = parseDocument(documentHtml)
  const main = firstNamed('main', document.children) ?? firstNamed('body', document.children)
  return main?.children ?? document.children
}

/** The element when `node` is one. */
export function asElement(node: StoredNode): StoredElement | undefined {
  return 'attribs' in node ? node : undefined
}

/** The text when `node` is text. */
export function asText(node: StoredNode): string | undefined {
  return node.type === ElementType.Text ? node.data : undefined
}

function firstNamed(name: string, nodes: readonly StoredNode[]): StoredElement | undefined {
  return DomUtils.getElementsByTagName(name, [...nodes], true, 1)[0]
}
