import type { BatchId } from '../../shared/batch.ts'
import { api } from '../api.ts'
import { openOverlay } from '../shell-store.ts'
import { showToast } from '../ui/toast.tsx'
import type { DroppedFile } from './dropped-files.ts'

export { droppedFiles } from './dropped-files.ts'

/** Files read and handed over at the same time: each is in memory while it is saved. */
const AT_ONCE = 4
/** Endings of pages and texts; what cannot be read as one fails, and says so. */
const SAVABLE = /\.(?:x?html?|mht(?:ml)?|txt|md|markdown)$/i

/** Whether a text is a list of addresses: two at least, and hardly anything else. */
export function isList(text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')) // prettier-ignore
  const addresses = lines.filter((line) => /^<?(?:https?:\/\/\S+|(?:[\w-]+\.)+[a-z]{2,}(?:\/\S*)?)>?$/i.test(line)).length
  return addresses >= 2 && addresses >= lines.length * 0.8
}

/** Saves a list of addresses, one after the other. Rejects with `Failure`. */
export async function saveList(text: string, name?: string): Promise<void> {
  sayBegun(await api.saveBatch({ kind: 'text', text, ...(name === undefined ? {} : { name }) }))
}

/** Has the reader choose a file of addresses, or a folder, and saves what is in it. Rejects with `Failure`. */
export async function chooseMany(what: 'list' | 'folder'): Promise<void> {
  const batch = await api.chooseBatch(what)
  if (batch) sayBegun(batch)
}

/** Whether a file's name and text say that it is a list of addresses, and no article. */
export async function listIn(file: File): Promise<string | undefined> {
  if (!/\.(?:csv|txt|html?|md)$/i.test(file.name) || file.size > 20_000_000) return undefined
  const text = await file.text()
  const bookmarks = /^\s*<!doctype netscape-bookmark-file/i.test(text)
  return bookmarks || /\.csv$/i.test(file.name) || isList(text) ? text : undefined
}

/** Saves files that were dropped, those of dropped folders among them; reads each when its turn comes. Rejects with `Failure`. */
export async function saveGiven(files: readonly DroppedFile[], name: string): Promise<void> {
  const wanted = files.filter(({ path }) => SAVABLE.test(path))
  const leftOut = files.filter((one) => !wanted.includes(one)).map(({ path }) => path)
  const batch = await api.saveBatch({ kind: 'given', files: wanted.map(({ path }) => path), leftOut, name })
  sayBegun(batch)
  let next = 0
  const give = async (): Promise<void> => {
    for (let index = next++; index < wanted.length; index = next++) {
      if (await isOver(batch.id)) return
      const bytes = await wanted[index]?.file().then((file) => file.arrayBuffer(), () => undefined) // prettier-ignore
      // What cannot be read is nothing, and fails as such.
      await api.giveBatchFile(batch.id, index + 1, new Uint8Array(bytes ?? new ArrayBuffer(0))).catch(() => undefined)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, give))
}

async function isOver(id: BatchId): Promise<boolean> {
  const batch = (await api.batches()).find((one) => one.id === id)
  return batch === undefined || batch.left === 0
}

function sayBegun({ total, kind }: { readonly total: number; readonly kind: 'addresses' | 'files' }): void {
  const what = kind === 'files' ? (total === 1 ? 'file' : 'files') : total === 1 ? 'address' : 'addresses'
  showToast(`Saving ${total.toLocaleString('en')} ${what}`, { label: 'Show', run: () => openOverlay({ kind: 'batches' }) })
}
