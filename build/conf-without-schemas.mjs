/**
 * conf, the base of electron-store, loads a JSON schema compiler whether or not there is a schema. Lectern reads stored
 * JSON itself and gives none, so the compiler is left out: it took a quarter of main's own start (measured).
 * @returns {import('vite').Plugin}
 */
export function confWithoutSchemas() {
  const left = /^ajv(?:-formats|\/dist\/2020\.js)$/
  return {
    name: 'conf-without-schemas',
    enforce: 'pre',
    resolveId: (source) => (left.test(source) ? `\0${source}` : undefined),
    load: (id) =>
      id.startsWith('\0ajv')
        ? 'export class Ajv2020 { constructor() { throw new Error("Lectern is built without JSON schemas") } }\nexport default {}'
        : undefined,
  }
}
