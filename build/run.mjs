// The one entry of all npm scripts: `node build/run.mjs <command> [arguments]`. Set-up is called inside the commands and
// not in npm's pre-scripts, which npm skips under ignore-scripts=true. Runs before anything is installed, so that this and
// all it imports at once use nothing but Node.
import { Advice } from './say.mjs'

/** @type {Record<string, { about: string, run: (args: readonly string[]) => Promise<number> }>} */
const COMMANDS = {
  start: { about: 'start Lectern', run: async (args) => (await import('./commands/start.mjs')).start(args) },
  dev: { about: 'start Lectern and reload what changes', run: async (args) => (await import('./commands/dev.mjs')).dev(args) },
  lectern: { about: 'the command line: lectern -- <command>', run: async (args) => (await import('./commands/lectern.mjs')).lectern(args) },
  test: { about: 'types, lint and all tests; test -- <filter> for some', run: async (args) => (await import('./commands/test.mjs')).test(args) },
  check: { about: 'what CI runs', run: async () => (await import('./commands/test.mjs')).test([]) },
  bench: { about: 'measure: bench -- startup', run: async (args) => (await import('./commands/bench.mjs')).bench(args) },
  fixture: { about: 'make a page fixture: fixture -- <name> <file>', run: async (args) => (await import('./commands/fixture.mjs')).fixture(args) },
  icons: { about: 'draw the icons anew', run: async () => (await import('./commands/icons.mjs')).icons() },
  dist: { about: 'build packages into dist/', run: async (args) => (await import('./commands/dist.mjs')).dist(args) },
  'test:dist': { about: 'install the deb and read an article in it', run: async () => (await import('./commands/test-dist.mjs')).testDist() },
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (command === undefined) {
  console.error(['Usage: npm run <command>', ...Object.entries(COMMANDS).map(([name, { about }]) => `  ${name.padEnd(10)} ${about}`)].join('\n'))
  process.exit(2)
}
try {
  // Not process.exitCode: an open handle of a tool (a watcher, a pipe) must not keep a finished command alive.
  process.exit(await command.run(args))
} catch (error) {
  console.error(error instanceof Advice ? error.message : error)
  process.exit(1)
}
