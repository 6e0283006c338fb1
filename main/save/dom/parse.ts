import { html as parse5Html, parse, parseFragment } from 'parse5'
import type { Token, TreeAdapter, TreeAdapterTypeMap } from 'parse5'
import { PageDocument, PageFragment } from './page-document.ts'
import { PageAttribute, PageElement } from './page-element.ts'
import type { PageNode } from './page-node.ts'
import { PageComment, PageText } from './page-text.ts'

type PageTree = TreeAdapterTypeMap<PageNode, PageNode, PageNode, PageDocument, PageFragment, PageElement, PageComment, PageText, PageElement, PageNode>

// As a browser's `DOMParser`: no script will run, so what stands in `<noscript>` is content.
const OPTIONS = { scriptingEnabled: false }

/**
 * A page's HTML as a tree, as the HTML Standard builds it; no script runs and nothing is fetched.
 * @param url the page's address, what its relative ones are resolved against
 */
export function parseDocument(html: string, url: string): PageDocument {
  const document = new PageDocument(url, fragmentOf)
  parse<PageTree>(html, { ...OPTIONS, treeAdapter: builder(document, document) })
  return document
}

function fragmentOf(html: string, context: PageElement): readonly PageNode[] {
  const { ownerDocument } = context
  const root = new PageDocument(context.baseURI, fragmentOf)
  return parseFragment<PageTree>(context, html, { ...OPTIONS, treeAdapter: builder(root, ownerDocument ?? root) }).childNodes
}

/** How parse5 builds our tree. @param owner the document that the nodes belong to */
function builder(root: PageDocument, owner: PageDocument): TreeAdapter<PageTree> {
  let mode = parse5Html.DOCUMENT_MODE.NO_QUIRKS
  const attributesOf = (attributes: readonly Token.Attribute[]): PageAttribute[] => attributes.map(({ name, prefix, value }) => new PageAttribute(prefix === undefined || prefix === '' ? name : `${prefix}:${name}`, value))
  const insertText = (parent: PageNode, text: string, before: PageNode | null): void => {
    const previous = before === null ? parent.lastChild : before.previousSibling
    if (previous instanceof PageText) previous.data += text
    else parent.insertBefore(new PageText(text, owner), before)
  }
  return {
    createDocument: () => root,
    createDocumentFragment: () => new PageFragment(owner),
    createElement: (name, namespaceURI, attributes) => new PageElement(name, { ownerDocument: owner, namespaceURI, attributes: attributesOf(attributes) }),
    createCommentNode: (data) => new PageComment(data, owner),
    createTextNode: (data) => new PageText(data, owner),
    appendChild: (parent, child) => void parent.insertBefore(child, null),
    insertBefore: (parent, child, before) => void parent.insertBefore(child, before),
    detachNode: (node) => node.remove(),
    insertText: (parent, text) => insertText(parent, text, null),
    insertTextBefore: (parent, text, before) => insertText(parent, text, before),
    adoptAttributes(element, attributes) {
      for (const { name, value } of attributesOf(attributes)) if (!element.hasAttribute(name)) element.setAttribute(name, value)
    },
    setTemplateContent(template, content) {
      template.content = content
    },
    getTemplateContent: (template) => (template.content ??= new PageFragment(owner)),
    // Of a document's type only the mode counts, which decides whether a table may stand in a paragraph.
    setDocumentType: () => undefined,
    setDocumentMode(_, wanted) {
      mode = wanted
    },
    getDocumentMode: () => mode,
    getFirstChild: (node) => node.firstChild,
    getChildNodes: (node) => node.childNodes,
    getParentNode: (node) => node.parentNode,
    getAttrList: (element) => element.attributes,
    getTagName: (element) => element.localName,
    getNamespaceURI: (element) => element.namespaceURI as parse5Html.NS,
    getTextNodeContent: (text) => text.data,
    getCommentNodeContent: (comment) => comment.data,
    getDocumentTypeNodeName: () => '',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    isTextNode: (node) => node instanceof PageText,
    isCommentNode: (node) => node instanceof PageComment,
    isDocumentTypeNode: (_node): _node is PageNode => false,
    isElementNode: (node) => node instanceof PageElement,
    setNodeSourceCodeLocation: () => undefined,
    getNodeSourceCodeLocation: () => undefined,
    updateNodeSourceCodeLocation: () => undefined,
  }
}
