import { serveRemote } from '../../main/remote.ts'
import type { Api } from '../../shared/ipc.ts'
import { articleForTests } from './export/article-for-tests.ts'

/*
 * The owner of a library in a process of its own: `remote-owner.js <library> <closing ms>`. Says `ready` on its
 * channel when it listens, `called <name>` for each call that never ends, and closes in good order on the message
 * `close`.
 */

const [, , libraryFolder = '', closingMs = '1000'] = process.argv

function endless(name: string): () => Promise<never> {
  return () => {
    process.send?.(`called ${name}`)
    return new Promise(() => {})
  }
}

const api: Pick<Api, 'whenSaved' | 'purgeArticles' | 'getArticles' | 'restoreArticles'> = {
  whenSaved: endless('whenSaved'),
  purgeArticles: endless('purgeArticles'),
  getArticles: () => Promise.resolve([articleForTests({ title: `of process ${process.pid}` })]),
  restoreArticles: async (ids) => {
    process.send?.('called restoreArticles')
    await new Promise((resolve) => setTimeout(resolve, 100))
    return ids
  },
}

const server = await serveRemote(libraryFolder, api as Api, () => {}, Number(closingMs))
process.on('message', (message) => {
  if (message === 'close') void server.close().then(() => process.exit(0))
})
process.send?.('ready')
