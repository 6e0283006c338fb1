import { fakeLibrary } from '../../helpers/fake-api.ts'

/*
 * The window over a library in memory, to look at it: `npx vite --config tests/renderer/harness/vite.config.ts`, then
 * open `/?articles=60#/inbox`. `window.fake` emits events and makes calls fail.
 */
const parameters = new URLSearchParams(location.search)
const fake = fakeLibrary(Number(parameters.get('articles') ?? 60))
Object.assign(window, { bridge: fake.bridge, fake })
await fake.api.changeSettings({ theme: (parameters.get('theme') ?? 'light') as 'light' })
await import('../../../renderer/main.tsx')
