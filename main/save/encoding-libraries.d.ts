// Types for two libraries that ship none; only what `decode-page.ts` uses.
declare module 'html-encoding-sniffer' {
  export default function sniffEncoding(
    bytes: Uint8Array,
    options?: { readonly transportLayerEncodingLabel?: string; readonly defaultEncoding?: string },
  ): string
}

declare module 'whatwg-encoding' {
  export function labelToName(label: string): string | null
  export function getBOMEncoding(bytes: Uint8Array): 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | null
  export function isSupported(name: string): boolean
  export function decode(bytes: Uint8Array, encoding: string): string
}
