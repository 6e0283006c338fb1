// Types of the inner modules of jsdom 26.1.0 (pinned) that `main/save/quick` takes; only what it uses.
declare module 'jsdom/lib/jsdom/living/generated/utils.js' {
  const utils: { readonly implSymbol: symbol; readonly wrapperSymbol: symbol }
  export default utils
}

declare module 'jsdom/lib/jsdom/living/helpers/internal-constants.js' {
  const constants: {
    readonly domSymbolTree: {
      readonly symbol: symbol
      appendChild(parent: object, child: object): void
      insertBefore(sibling: object, node: object): void
      remove(node: object): void
    }
  }
  export default constants
}

declare module 'jsdom/lib/jsdom/living/helpers/create-element.js' {
  const elements: { createElement(document: object, localName: string, namespace: string, prefix: null, isValue: string | null, runsConstructors: false): object }
  export default elements
}

declare module 'jsdom/lib/jsdom/living/generated/Text.js' {
  const text: { createImpl(window: object, args: readonly [], data: { readonly data: string; readonly ownerDocument: object }): object }
  export default text
}

declare module 'jsdom/lib/jsdom/living/generated/Comment.js' {
  const comment: { createImpl(window: object, args: readonly [], data: { readonly data: string; readonly ownerDocument: object }): object }
  export default comment
}

declare module 'jsdom/lib/jsdom/living/generated/DocumentFragment.js' {
  const fragment: { createImpl(window: object, args: readonly [], data: { readonly ownerDocument: object }): object }
  export default fragment
}

declare module 'jsdom/lib/jsdom/living/generated/DocumentType.js' {
  const doctype: {
    createImpl(window: object, args: readonly [], data: { readonly name: string; readonly publicId: string; readonly systemId: string; readonly ownerDocument: object }): object
  }
  export default doctype
}

declare module 'jsdom/lib/jsdom/living/nodes/HTMLElement-impl.js' {
  interface Initialised {
    /** Whether the style is just being written: the attribute is not looked at then. */
    _settingCssText: boolean
    readonly _globalObject: object
    _initElementCSSInlineStyle: (this: Initialised) => void
    _initGlobalEvents: (this: Initialised) => void
  }
  const element: { readonly implementation: { readonly prototype: Initialised } }
  export default element
}

declare module 'jsdom/lib/jsdom/living/nodes/HTMLBodyElement-impl.js' {
  interface Body {
    readonly _globalObject: object
    _proxyWindowEventsToWindow: (this: Body) => void
  }
  const body: { readonly implementation: { readonly prototype: Body } }
  export default body
}
