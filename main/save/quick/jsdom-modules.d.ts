// Types of the inner modules of jsdom 26.1.0 (pinned) that `jsdom-inside.ts` takes.
declare module 'jsdom/lib/jsdom/living/generated/utils.js' {
  const utils: { readonly implSymbol: symbol; readonly wrapperSymbol: symbol }
  export default utils
}

declare module 'jsdom/lib/jsdom/living/helpers/internal-constants.js' {
  const constants: { readonly domSymbolTree: { readonly symbol: symbol } }
  export default constants
}
