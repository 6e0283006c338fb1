import { execFileSync } from 'node:child_process'
import fs, { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Library } from '../../../main/library/library.ts'
import { LOCK_FILE } from '../../../main/library/ownership.ts'
import { SafeStore } from '../../../main/library/safe-store.ts'
import { Failure } from '../../../shared/errors.ts'
import type { ArticleId } from '../../../shared/model.ts'
import { cleanedSample } from '../../helpers/library-samples.ts'
import { PATIENCE_MS } from '../../helpers/patience-ms.ts'
import { query, saveSample, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts'

let temp: TempLibrary
beforeEach(() => {
  temp = tempLibrary()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await temp.remove()
})

/** Makes the n-th call that changes the disk fail, once. Answers whether it came to that. */
function failAtCall(n: number, code: string): () => boolean {
  let count = 0
  let failed = false
  const maybe = (syscall: string) => {
    if (++count !== n) return
    failed = true
    throw Object.assign(new Error(`${code}: injected`), { code, syscall })
  }
  const { open, rename, mkdir } = fs.promises
  const { openSync, renameSync, fsyncSync, writeFileSync: write } = fs
  vi.spyOn(fs.promises, 'open').mockImplementation(async (...args) => {
    if (args[1] !== 'r') maybe('open')
    const handle = await open(...args)
    const { writeFile, sync } = handle
    handle.writeFile = async (...data: Parameters<typeof writeFile>) => {
      // A full disk takes a part and then no more.
      if (count + 1 === n) await writeFile.call(handle, 'part')
      maybe('write')
      await writeFile.call(handle, ...data)
    }
    handle.sync = async () => {
      maybe('fsync')
      await sync.call(handle)
    }
    return handle
  })
  vi.spyOn(fs.promises, 'rename').mockImplementation(async (...args) => {
    maybe('rename')
    await rename(...args)
  })
  vi.spyOn(fs.promises, 'mkdir').mockImplementation((async (...args: Parameters<typeof mkdir>) => {
    maybe('mkdir')
    return await mkdir(...args)
  }) as typeof mkdir)
  vi.spyOn(fs, 'openSync').mockImplementation((...args) => {
    if (args[1] !== 'r') maybe('open')
    return openSync(...args)
  })
  vi.spyOn(fs, 'writeFileSync').mockImplementation((...args) => {
    if (count + 1 === n) write(args[0], 'part')
    maybe('write')
    write(...args)
  })
  vi.spyOn(fs, 'fsyncSync').mockImplementation((...args) => {
    maybe('fsync')
    fsyncSync(...args)
  })
  vi.spyOn(fs, 'renameSync').mockImplementation((...args) => {
    maybe('rename')
    renameSync(...args)
  })
  return () => failed
}

type Change = (library: Library, id: ArticleId) => Promise<unknown>

const CHANGES: Readonly<Record<string, Change>> = {
  begin: (library) => library.begin({ source: { kind: 'paste' }, title: 'New', tags: [], original: { bytes: Buffer.from('o'), fetchedAt: '2026-01-01T00:00:00.000Z' } }),
  finish: (library, id) => library.finish(id, cleanedSample({ title: 'Again', body: '<p>Some other words</p>' })),
  fail: (library, id) => library.fail(id, { code: 'offline' }),
  keepPicture: (library, id) => library.keepPicture(id, Buffer.from('picture'), 'png'),
  storeOriginal: (library, id) => library.storeOriginal(id, { bytes: Buffer.from('new'), fetchedAt: '2026-01-01T00:00:00.000Z' }),
  addVersion: (library, id) => library.versions.add(id, cleanedSample({ title: 'Newer', body: '<p>Some newer words</p>' }), { bytes: Buffer.from('newer'), fetchedAt: '2026-02-01T00:00:00.000Z' }),
  change: (library, id) => library.change([id], { addTags: ['new'] }),
  delete: (library, id) => library.delete([id]),
  addHighlight: (library, id) => library.highlights.addQuote(id, { exact: 'Some' }, { colour: 'blue', note: 'new' }),
  setNote: (library, id) => library.highlights.setNote(id, 'new'),
  rememberPosition: (library, id) => library.rememberPosition(id, { offset: 5, progress: 0.5 }),
}

describe.each([
  ['ENOSPC', { code: 'disk-full' }, Object.keys(CHANGES)],
  ['EIO', { code: 'disk-error', name: 'EIO' }, ['begin', 'change', 'addHighlight']],
])('%s at every single call', (code, expected, names) => {
  test.each(names)('%s', async (name) => {
    const library = await temp.open()
    const change = CHANGES[name] as Change
    for (let n = 1; ; n++) {
      const { id } = await saveSample(library, { title: 'Old', body: '<p>Some words</p>' })
      await library.highlights.addQuote(id, { exact: 'words' }, { colour: 'green', note: 'kept' })
      const failed = failAtCall(n, code)
      const result = await change(library, id).catch((error: unknown) => error)
      vi.restoreAllMocks()
      if (!failed()) {
        expect(n, 'something was written').toBeGreaterThan(3)
        break
      }
      // No claim of success but for what is only tidying up, and a failure that says what it was.
      if (result instanceof Error) expect(result).toMatchObject({ error: expected })
      // A document that is whole in tmp/ is put in place at the second try.
      else expect(['delete', 'addVersion', 'finish']).toContain(name)
      // Everything older is there.
      const open = (await library.get([id]))[0]?.state.kind === 'ready' ? await library.open(id) : undefined
      expect((await library.highlights.of(id)).highlights.map((one) => one.note)).toContain('kept')
      if (open !== undefined) expect(await library.readHtml(id)).toContain('</html>')
      // And it works again when the fault ends.
      await change(library, id)
    }
    await library.upkeep.upToDate()
    const { problems } = await library.verify(false)
    expect(problems).toEqual([])
    await library.close()
    expect(readdirSync(path.join(temp.folder, 'tmp'))).toEqual([])
  }, 4 * PATIENCE_MS)
})

test('a failure that a full disk does not take is shown all the same', async () => {
  const library = await temp.open()
  const { id } = await library.begin({ source: { kind: 'address' }, title: 'x', tags: [] })
  failAtCall(1, 'ENOSPC')
  await expect(library.fail(id, { code: 'offline' })).rejects.toMatchObject({ error: { code: 'disk-full' } })
  vi.restoreAllMocks()
  expect((await library.find(id)).state).toMatchObject({ kind: 'failed', error: { code: 'offline' } })
  expect((await library.resume(id)).state).toMatchObject({ kind: 'saving' })
})

test('the order of calls: data is forced to disk before the rename, the folder after it', async () => {
  const library = await temp.open()
  const { id } = await saveSample(library, { body: '<p>Some words</p>' })
  const calls: string[] = []
  const { open, rename } = fs.promises
  vi.spyOn(fs.promises, 'open').mockImplementation(async (...args) => {
    const handle = await open(...args)
    const { sync } = handle
    const what = args[1] === 'r' ? 'folder' : 'data'
    handle.sync = async () => {
      calls.push(`sync ${what}`)
      await sync.call(handle)
    }
    return handle
  })
  vi.spyOn(fs.promises, 'rename').mockImplementation(async (...args) => {
    calls.push('rename')
    await rename(...args)
  })
  await library.change([id], { favourite: true })
  expect(calls).toEqual(['sync data', 'rename', 'sync folder'])
  const synchronous: string[] = []
  const { fsyncSync, renameSync } = fs
  vi.spyOn(fs, 'fsyncSync').mockImplementation((...args) => {
    synchronous.push('sync')
    fsyncSync(...args)
  })
  vi.spyOn(fs, 'renameSync').mockImplementation((...args) => {
    synchronous.push('rename')
    renameSync(...args)
  })
  await library.highlights.setNote(id, 'x')
  expect(synchronous).toEqual(['sync', 'rename', 'sync'])
})

const isRoot = process.getuid?.() === 0 && process.platform === 'linux'
if (!isRoot) console.info('Skipped: a really full and a really read-only disk, which only root can mount.')

describe.runIf(isRoot)('a disk of 4 MB', () => {
  let disk: string
  beforeEach(() => {
    disk = mkdtempSync(path.join(tmpdir(), 'lectern-disk-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk])
  })
  afterEach(async () => {
    await temp.remove()
    execFileSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true })
  })
  const folders = () => ({ folder: path.join(disk, 'library'), stateFolder: path.join(disk, 'state') })

  test('full: typed failures, nothing lost, and it goes on when there is room', async () => {
    let library = await temp.open(folders())
    const kept = await saveSample(library, { title: 'Kept', body: '<p>Some words to keep</p>' })
    const notes: string[] = []
    const ballast = path.join(disk, 'ballast')
    writeFileSync(ballast, Buffer.alloc(Math.max(0, statfsSync(disk).bavail * statfsSync(disk).bsize - 300_000)))
    const failures: unknown[] = []
    for (let n = 0; n < 60 && failures.length < 5; n++) {
      const note = `${n} `.padEnd(9000, 'note ')
      try {
        await library.highlights.addQuote(kept.id, { exact: 'words' }, { colour: 'pink', note })
        notes.push(note)
      } catch (error) {
        failures.push(error)
      }
    }
    expect(failures.length).toBe(5)
    for (const error of failures) expect(error).toMatchObject({ error: { code: 'disk-full' } })
    await expect(library.begin({ source: { kind: 'paste' }, title: 'x', tags: [], original: { bytes: Buffer.from(Array.from({ length: 400_000 }, (_, at) => (at * at) % 251)), fetchedAt: '2026-01-01T00:00:00.000Z' } })).rejects.toMatchObject({ error: { code: 'disk-full' } })
    // Reading and searching go on.
    expect((await library.list(query('keep'))).total).toBe(1)
    expect((await library.open(kept.id)).highlights.map((one) => one.note).sort()).toEqual([...notes].sort())
    await library.close()
    // It starts while the disk is full.
    library = await temp.open(folders())
    expect((await library.highlights.of(kept.id)).highlights).toHaveLength(notes.length)
    rmSync(ballast)
    await saveSample(library, { title: 'Room' })
    await library.upkeep.upToDate()
    expect((await library.list(query())).rows.map((row) => row.article.title)).toEqual(['Room', 'Kept'])
    expect((await library.verify(false)).problems).toEqual([])
    await library.close()
    expect(readdirSync(path.join(disk, 'library', 'tmp')).filter((name) => !name.startsWith(LOCK_FILE))).toEqual([])
  })

  test('full: the store keeps its old file, where electron-store would cut it', () => {
    const store = new SafeStore<Record<string, unknown>>({ cwd: disk, name: 'settings' })
    store.set('items', 'x'.repeat(900_000))
    writeFileSync(path.join(disk, 'ballast'), Buffer.alloc(statfsSync(disk).bavail * statfsSync(disk).bsize - 500_000))
    expect(() => store.set('more', 'y')).toThrow(Failure)
    expect(String(store.get('items')).length).toBe(900_000)
    expect(new SafeStore<Record<string, unknown>>({ cwd: disk, name: 'settings' }).get('more')).toBeUndefined()
  })

  test('read-only: opens for reading and says so', async () => {
    let library = await temp.open(folders())
    const { id } = await saveSample(library, { title: 'Kept', body: '<p>Some words</p>' })
    await library.highlights.setNote(id, 'n')
    await library.close()
    execFileSync('mount', ['-o', 'remount,ro', disk])
    library = await temp.open(folders())
    expect((await library.overview()).readOnly).toBe(true)
    // The index lies on the same disk here, and is in memory until there is a better place.
    await library.upkeep.upToDate()
    expect((await library.list(query('words'))).total).toBe(1)
    expect(await library.open(id)).toMatchObject({ note: 'n' })
    for (const name of Object.keys(CHANGES)) {
      await expect((CHANGES[name] as Change)(library, id), name).rejects.toMatchObject({ error: { code: 'read-only', what: 'library' } })
    }
    await library.close()
    execFileSync('mount', ['-o', 'remount,rw', disk])
  })
})
