/**
 * What is loaded before the first frame grows unseen, an import at a time. This fails the build when it has grown past a
 * limit: then something should be loaded later, with `import()`, or there is a reason to raise the limit.
 * @param {{ module: RegExp, kilobytes: number }} budget `module`: the source file with which the loading begins; `kilobytes`:
 *   of its chunk and all that are loaded with it, minified, 1000 bytes each
 * @returns {import('vite').Plugin}
 */
export function firstFrameBudget({ module, kilobytes }) {
  return {
    name: 'first-frame-budget',
    generateBundle(_options, bundle) {
      const chunks = new Map(Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])))
      const first = [...chunks.values()].find(({ moduleIds }) => moduleIds.some((id) => module.test(id)))
      if (first === undefined) return this.error(`no chunk holds ${module}`)
      const loaded = loadedWith(first, chunks)
      const size = loaded.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0) / 1000
      if (size <= kilobytes) return
      const parts = loaded.map(({ fileName, code }) => `${fileName} ${Math.round(Buffer.byteLength(code) / 1000)}`).join(', ')
      this.error(
        `${Math.ceil(size)} kB are loaded before the first frame, ${kilobytes} are allowed (${parts}). ` +
          'Load what it does not need with import(), or raise the limit in build/bundle.mjs and say why.',
      )
    },
  }
}

/**
 * @param {import('rolldown').OutputChunk} first
 * @param {ReadonlyMap<string, import('rolldown').OutputChunk>} chunks
 * @returns {readonly import('rolldown').OutputChunk[]} it and what it imports, each once
 */
function loadedWith(first, chunks) {
  const loaded = new Set([first])
  // A set that grows is walked to its new end.
  for (const { imports } of loaded) {
    for (const name of imports) {
      const chunk = chunks.get(name)
      if (chunk !== undefined) loaded.add(chunk)
    }
  }
  return [...loaded]
}
