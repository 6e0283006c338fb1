import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectRemote, openSharedApi, serveRemote, type OpenedApi } from '../../main/remote.ts'
import { encodeFrame } from '../../main/remote/frames.ts'
import { socketPath } from '../../main/remote/socket-path.ts'
import { Failure } from '../../shared/errors.ts'
import type { Api } from '../../shared/ipc.ts'
import { PATIENCE_MS } from '../helpers/patience-ms.ts'
import { ARTICLE_ID, articleForTests } from './export/article-for-tests.ts'

let folder: string
let library: string
const toClose: { close(): Promise<void> }[] = []
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-remote-'))
  library = join(folder, 'library')
  await mkdir(library)
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await Promise.all(toClose.splice(0).map((one) => one.close()))
  await rm(folder, { recursive: true })
})

async function serve(calls: Partial<Api>, onFault: (call: string, fault: unknown) => void = () => {}) {
  const server = await serveRemote(library, calls as Api, onFault, 300)
  toClose.push(server)
  return server
}

async function reach(): Promise<Api> {
  const connection = await connectRemote(library)
  if (connection === undefined) throw new Error('nobody listens')
  toClose.push(connection)
  return connection.api
}

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no failure',
    (error: unknown) => (error instanceof Failure ? error.error.code : String(error)),
  )
}

describe('calls', () => {
  test('cross with their arguments and answers, many at once', async () => {
    await serve({
      getArticles: (ids) => Promise.resolve(ids.map((id) => articleForTests({ id, title: `Title of ${id} 漢字 🌊` }))),
      rememberPosition: () => Promise.resolve(),
    })
    const api = await reach()
    const ids = Array.from({ length: 50 }, (_, index) => `id-${index}` as typeof ARTICLE_ID)
    const rows = await Promise.all(ids.map((id) => api.getArticles([id])))
    expect(rows.flat().map((row) => row.title)).toEqual(ids.map((id) => `Title of ${id} 漢字 🌊`))
    expect(await api.rememberPosition(ARTICLE_ID, { offset: 0, progress: 0 })).toBeUndefined()
  })

  test('carry bytes, Buffers and views included', async () => {
    const seen: unknown[] = []
    await serve({
      saveArticle: (request) => {
        seen.push(request)
        return Promise.resolve({ kind: 'saving', article: articleForTests() })
      },
    })
    const api = await reach()
    const bytes = new Uint8Array([0, 1, 254, 255])
    await api.saveArticle({ kind: 'file', name: 'a.html', bytes })
    await api.saveArticle({ kind: 'file', name: 'b.html', bytes: Buffer.from(bytes) })
    await api.saveArticle({ kind: 'file', name: 'c.html', bytes: new Uint8Array([9, ...bytes, 9]).subarray(1, 5) })
    expect(seen).toEqual(['a.html', 'b.html', 'c.html'].map((name) => ({ kind: 'file', name, bytes })))
  })

  test('carry megabytes in pieces', async () => {
    const long = 'ä'.repeat(3_000_000)
    await serve({ articleContent: () => Promise.resolve(long) })
    expect(await (await reach()).articleContent(ARTICLE_ID, 'text')).toBe(long)
  })

  test('reject with the Failure of the owner, and with `unexpected` for anything else', async () => {
    const told: unknown[] = []
    const fault = new Error('a path of this machine')
    await serve(
      {
        whenSaved: () => Promise.reject(new Failure({ code: 'not-found', what: 'article' })),
        overview: () => Promise.reject(fault),
      },
      (...fault) => told.push(fault),
    )
    const api = await reach()
    await expect(api.whenSaved(ARTICLE_ID)).rejects.toMatchObject({ error: { code: 'not-found', what: 'article' } })
    await expect(api.overview()).rejects.toMatchObject({ error: { code: 'unexpected' } })
    expect(told).toEqual([['overview', fault]])
  })

  test('of names that the Api does not have are refused', async () => {
    await serve({})
    const api = (await reach()) as unknown as Record<string, () => Promise<unknown>>
    expect(await codeOf(api['toString']?.() ?? Promise.resolve())).toBe('invalid-argument')
    expect(await codeOf(api['constructor']?.() ?? Promise.resolve())).toBe('invalid-argument')
  })
})

describe('the socket', () => {
  test('is not there without an owner', async () => {
    expect(await connectRemote(library)).toBeUndefined()
  })

  test('is the same by every way to the library', async () => {
    await symlink(library, join(folder, 'link'))
    expect(await socketPath(join(folder, 'link'))).toBe(await socketPath(library))
    expect(await socketPath(folder)).not.toBe(await socketPath(library))
  })

  test('left behind by a dead owner is replaced', async () => {
    await writeFile(await socketPath(library), '')
    expect(await connectRemote(library)).toBeUndefined()
    await serve({ getArticles: () => Promise.resolve([]) })
    expect(await (await reach()).getArticles([])).toEqual([])
  })

  test.skipIf(process.platform === 'win32')('is not made in a folder that others may enter', async () => {
    const before = process.env['XDG_RUNTIME_DIR']
    process.env['XDG_RUNTIME_DIR'] = folder
    try {
      await mkdir(join(folder, 'lectern'))
      await chmod(join(folder, 'lectern'), 0o755)
      expect(await codeOf(serveRemote(library, {} as Api, () => {}))).toBe('disk-error')
      expect(await codeOf(connectRemote(library))).toBe('disk-error')
    } finally {
      if (before === undefined) delete process.env['XDG_RUNTIME_DIR']
      else process.env['XDG_RUNTIME_DIR'] = before
    }
  })

  test('closes on what is no call, and goes on serving others', async () => {
    await serve({ getArticles: () => Promise.resolve([]) })
    const path = await socketPath(library)
    const noise = [Buffer.from('GET / HTTP/1.1\r\n\r\n'), Buffer.from([0, 0, 0, 2, 0x7b, 0x7b]), encodeFrame(['no', 'call']), encodeFrame(null)]
    for (const bytes of noise) {
      const socket = connect(path)
      socket.resume()
      socket.write(bytes)
      await once(socket, 'close')
    }
    expect(await (await reach()).getArticles([])).toEqual([])
  })

  test('an owner that says nothing is in use, not waited for', async () => {
    const mute = createServer(() => {})
    mute.listen(await socketPath(library))
    await once(mute, 'listening')
    expect(await codeOf(connectRemote(library, 50))).toBe('library-in-use')
    mute.close()
  })

  test('an owner of another protocol is in use', async () => {
    const other = createServer((socket) => socket.end(encodeFrame({ lectern: 99 })))
    other.listen(await socketPath(library))
    await once(other, 'listening')
    expect(await codeOf(connectRemote(library))).toBe('library-in-use')
    other.close()
  })
})

describe('an owner that goes', () => {
  let script: string
  let built: string

  beforeAll(async () => {
    built = await mkdtemp(join(tmpdir(), 'lectern-remote-built-'))
    await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        ssr: join(import.meta.dirname, 'remote-owner.ts'),
        outDir: built,
        target: 'node20.18',
        rolldownOptions: { output: { entryFileNames: 'remote-owner.mjs' } },
      },
    })
    script = join(built, 'remote-owner.mjs')
  })
  afterAll(() => rm(built, { recursive: true }))

  async function owner(closingMs = 1_000): Promise<ChildProcess> {
    const child = fork(script, [library, String(closingMs)])
    children.push(child)
    await once(child, 'message')
    return child
  }

  /** Owned here as soon as no other process listens, as the lock would have it. */
  function shared(here: Partial<Api>): Promise<OpenedApi> {
    let other: OpenedApi | undefined
    return openSharedApi({
      own: async () => {
        other = await connectRemote(library)
        return other === undefined ? { api: here as Api, close: () => Promise.resolve() } : undefined
      },
      connect: () => Promise.resolve(other),
      waitMs: PATIENCE_MS,
    }).then((opened) => {
      toClose.push(opened)
      return opened
    })
  }

  test('killed in the middle of a change: a failure, and no hang', async () => {
    const child = await owner()
    const api = await reach()
    const call = codeOf(api.purgeArticles([ARTICLE_ID]))
    await once(child, 'message')
    child.kill('SIGKILL')
    expect(await call).toBe('library-in-use')
    expect(await codeOf(api.getArticles([]))).toContain('CallNotMade')
  })

  test('killed while it is asked for something: the next owner answers', async () => {
    const child = await owner()
    const { api } = await shared({ whenSaved: (id) => Promise.resolve(articleForTests({ id, title: 'mine now' })) })
    const call = api.whenSaved(ARTICLE_ID)
    await once(child, 'message')
    child.kill('SIGKILL')
    expect((await call).title).toBe('mine now')
  })

  test('closing: finishes a change, hands a wait to the next owner, takes no more', async () => {
    const child = await owner()
    const { api } = await shared({
      whenSaved: (id) => Promise.resolve(articleForTests({ id, title: 'mine now' })),
      getArticles: () => Promise.resolve([]),
    })
    const wait = api.whenSaved(ARTICLE_ID)
    await once(child, 'message')
    const change = api.restoreArticles([ARTICLE_ID])
    await once(child, 'message')
    child.send('close')
    expect((await wait).title).toBe('mine now')
    expect(await change).toEqual([ARTICLE_ID])
    await once(child, 'exit')
    expect(await api.getArticles([])).toEqual([])
  })

  test('closing does not wait for ever', async () => {
    const child = await owner(100)
    const api = await reach()
    const call = codeOf(api.purgeArticles([]))
    await once(child, 'message')
    child.send('close')
    expect(await call).toBe('library-in-use')
    await once(child, 'exit')
  })

  test('neither owned nor reached: in use', async () => {
    const nobody = () => Promise.resolve(undefined)
    expect(await codeOf(openSharedApi({ own: nobody, connect: nobody, waitMs: 60 }))).toBe('library-in-use')
  })
})
