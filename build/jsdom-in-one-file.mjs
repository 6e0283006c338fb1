const SYNC_WORKER = 'require.resolve ? require.resolve("./xhr-sync-worker.js") : null'

/**
 * jsdom looks for one file beside its own source, where a bundle has none: the worker for synchronous XMLHttpRequest.
 * Only the scripts of a page could ask for it, and those never run in Lectern, so it is left out.
 * @returns {import('vite').Plugin}
 */
export function jsdomInOneFile() {
  return {
    name: 'jsdom-in-one-file',
    transform(code, id) {
      if (!/[/\\]jsdom[/\\]lib[/\\].*XMLHttpRequest-impl\.js$/.test(id)) return undefined
      if (!code.includes(SYNC_WORKER)) this.error('jsdom has changed: build/jsdom-in-one-file.mjs no longer finds what it replaces')
      return { code: code.replace(SYNC_WORKER, 'null'), map: null }
    },
  }
}
