import constants from 'jsdom/lib/jsdom/living/helpers/internal-constants.js'
import elements from 'jsdom/lib/jsdom/living/helpers/create-element.js'
import comments from 'jsdom/lib/jsdom/living/generated/Comment.js'
import doctypes from 'jsdom/lib/jsdom/living/generated/DocumentType.js'
import fragments from 'jsdom/lib/jsdom/living/generated/DocumentFragment.js'
import texts from 'jsdom/lib/jsdom/living/generated/Text.js'
import { html } from 'parse5'
import type { Token, TreeAdapter, TreeAdapterTypeMap } from 'parse5'
import { COMMENT, DOCTYPE, ELEMENT, linksOf, TEXT } from './jsdom-inside.ts'
import type { Inside, InsideAttribute, InsideDocument, InsideElement, InsideText } from './jsdom-inside.ts'

const tree = constants.domSymbolTree

type Kinds = TreeAdapterTypeMap<Inside, Inside, Inside, InsideDocument, Inside, InsideElement, Inside, InsideText, InsideElement, Inside>
type Template = InsideElement & { _templateContents: Inside & { _ownerDocument: InsideDocument; _host: unknown } }

/**
 * Builds jsdom's nodes from what parse5 reads, as jsdom's own builder does, but for a document that nobody looks at yet: no
 * observer is asked, no list brought up to date, no style parsed, no frame loaded, and a text that comes word by word is
 * put together at once. Half the time of jsdom's builder.
 *
 * It follows the standard where jsdom does not: text before a table stands before it, and the attributes of a second
 * `<body>` never replace those of the first.
 */
export function treeBuilder(document: InsideDocument): TreeAdapter<Kinds> {
  const window = document._globalObject
  /** The innermost open element: what is made belongs to its document, which of a template is another one. */
  let current: InsideElement | undefined
  const owner = (): InsideDocument => (current === undefined ? document : isTemplate(current) ? current._templateContents._ownerDocument : current._ownerDocument)
  const text = (data: string): Inside => texts.createImpl(window, [], { data, ownerDocument: owner() }) as Inside
  return {
    createDocument: () => document,
    createDocumentFragment: () => fragments.createImpl(window, [], { ownerDocument: owner() }) as Inside,
    createElement(name, namespace, attributes) {
      const isValue = attributes.find((attribute) => attribute.name === 'is')?.value ?? null
      const element = elements.createElement(owner(), name, namespace, null, isValue, false) as InsideElement
      for (const attribute of attributes) give(element, attribute)
      return element
    },
    createCommentNode: (data) => comments.createImpl(window, [], { data, ownerDocument: owner() }) as Inside,
    createTextNode: (data) => text(data) as InsideText,
    appendChild: (parent, node) => tree.appendChild(parent, node),
    insertBefore: (_parent, node, sibling) => tree.insertBefore(sibling, node),
    detachNode: (node) => tree.remove(node),
    insertText(parent, data) {
      const { lastChild } = linksOf(parent)
      if (lastChild?.nodeType === TEXT) (lastChild as InsideText)._data += data
      else tree.appendChild(parent, text(data))
    },
    insertTextBefore(_parent, data, sibling) {
      const { previousSibling } = linksOf(sibling)
      if (previousSibling?.nodeType === TEXT) (previousSibling as InsideText)._data += data
      else tree.insertBefore(sibling, text(data))
    },
    adoptAttributes(element, attributes) {
      for (const attribute of attributes) if (!element._attributesByNameMap.has(attribute.name)) give(element, attribute)
    },
    setTemplateContent(template, content) {
      const own = (template as Template)._templateContents
      const given = content as Template['_templateContents']
      given._ownerDocument = own._ownerDocument
      given._host = own._host
      ;(template as Template)._templateContents = given
    },
    getTemplateContent: (template) => (template as Template)._templateContents,
    setDocumentType: (parent, name, publicId, systemId) =>
      tree.appendChild(parent, doctypes.createImpl(window, [], { name, publicId, systemId, ownerDocument: document })),
    setDocumentMode: (of, mode) => {
      of._mode = mode
    },
    getDocumentMode: (of) => of._mode,
    getFirstChild: (node) => linksOf(node).firstChild,
    getChildNodes: (node) => childrenOf(node),
    getParentNode: (node) => linksOf(node).parent,
    getAttrList: (element) => element._attributeList.map((attribute) => ({ name: attribute._qualifiedName, value: attribute._value })),
    getTagName: (element) => element._qualifiedName,
    getNamespaceURI: (element) => element._namespaceURI as html.NS,
    getTextNodeContent: (node) => node._data,
    getCommentNodeContent: (node) => (node as InsideText)._data,
    getDocumentTypeNodeName: (node) => (node as unknown as { readonly name: string }).name,
    getDocumentTypeNodePublicId: (node) => (node as unknown as { readonly publicId: string }).publicId,
    getDocumentTypeNodeSystemId: (node) => (node as unknown as { readonly systemId: string }).systemId,
    isTextNode: (node): node is InsideText => node.nodeType === TEXT,
    isCommentNode: (node): node is Inside => node.nodeType === COMMENT,
    isDocumentTypeNode: (node): node is Inside => node.nodeType === DOCTYPE,
    isElementNode: (node): node is InsideElement => node.nodeType === ELEMENT,
    setNodeSourceCodeLocation: () => undefined,
    getNodeSourceCodeLocation: () => undefined,
    updateNodeSourceCodeLocation: () => undefined,
    onItemPush: (element) => {
      current = element
    },
    onItemPop: (_element, next) => {
      current = next.nodeType === ELEMENT ? (next as InsideElement) : undefined
    },
  }
}

function isTemplate(element: InsideElement): element is Template {
  return element._localName === 'template' && element._namespaceURI === html.NS.HTML
}

function give(element: InsideElement, { name, value, prefix, namespace }: Token.Attribute): void {
  const attribute = element._ownerDocument._createAttribute({ namespace: namespace ?? null, namespacePrefix: prefix === undefined || prefix === '' ? null : prefix, localName: name, value }) as InsideAttribute
  attribute._element = element
  element._attributeList.push(attribute)
  const named = element._attributesByNameMap.get(attribute._qualifiedName)
  if (named === undefined) element._attributesByNameMap.set(attribute._qualifiedName, [attribute])
  else named.push(attribute)
}

function childrenOf(node: Inside): Inside[] {
  const children: Inside[] = []
  for (let child = linksOf(node).firstChild; child !== null; child = linksOf(child).nextSibling) children.push(child)
  return children
}
