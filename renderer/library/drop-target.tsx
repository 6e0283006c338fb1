import { useEffect, useState } from 'react'
import { attempt } from '../attempt.ts'
import { openOverlay, shellStore } from '../shell-store.ts'
import { Icon } from '../ui/icons.tsx'
import styles from './drop-target.module.css'
import { save } from './library-actions.ts'

/** Takes links, pages and text that are dropped on the window, or pasted into it outside of a field. */
export function DropTarget() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!event.dataTransfer || !isSaveable(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const onLeave = (event: DragEvent): void => {
      // Leaving the window, not one of its parts.
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      event.preventDefault()
      setOver(false)
      if (event.dataTransfer) void attempt(() => saveDropped(event.dataTransfer as DataTransfer))
    }
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    window.addEventListener('paste', offerToSavePasted)
    return () => {
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
      window.removeEventListener('paste', offerToSavePasted)
    }
  }, [])
  if (!over) return null
  return (
    <div className={styles['cover']}>
      <div className={styles['card']}>
        <Icon name="plus" size={28} />
        <p>Drop to save</p>
      </div>
    </div>
  )
}

function isSaveable(data: DataTransfer): boolean {
  return ['Files', 'text/uri-list', 'text/html', 'text/plain'].some((type) => data.types.includes(type))
}

/** Loaded when it is asked for: most readers never save many at once. */
const manySaver = () => import('../batches/save-many.ts')

/** More files than this are a batch, with its own progress. */
const MOST_BY_HAND = 12

/** What a drop means: files before a link, a link before the markup and words that come along with it. */
async function saveDropped(data: DataTransfer): Promise<void> {
  // All of it now: after the event the data is gone.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const files = [...data.files]
  const [links, text, html] = [data.getData('text/uri-list'), data.getData('text/plain'), data.getData('text/html')]
  if (files.length > 0) return saveFiles(files, entries)
  const [first, ...more] = [...addressesIn(links), ...(addressesIn(links).length > 0 ? [] : addressesIn(text))]
  if (first !== undefined && more.length > 0) return (await manySaver()).saveList([first, ...more].join('\n'), 'Dropped list')
  if (first !== undefined) return save({ kind: 'address', address: first })
  if (text.trim() || html) await save({ kind: 'paste', text, ...(html ? { html } : {}) })
}

async function saveFiles(files: readonly File[], entries: readonly FileSystemEntry[]): Promise<void> {
  const { droppedFiles, listIn, saveGiven, saveList } = await manySaver()
  const folder = entries.find(({ isDirectory }) => isDirectory)
  if (folder !== undefined || files.length > MOST_BY_HAND) return saveGiven(await droppedFiles(entries, files), folder?.name ?? 'Dropped files')
  for (const file of files) {
    const list = await listIn(file)
    if (list !== undefined) await saveList(list, file.name)
    else await save({ kind: 'file', name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })
  }
}

/** The addresses of a text that is nothing but addresses, one a line; else none. */
function addressesIn(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')) // prettier-ignore
  return lines.every((line) => /^https?:\/\/\S+$/i.test(line)) ? lines : []
}

function offerToSavePasted(event: ClipboardEvent): void {
  if (event.target instanceof HTMLElement && event.target.matches('input, textarea')) return
  if (shellStore.getState().overlay) return
  const text = event.clipboardData?.getData('text/plain') ?? ''
  const html = event.clipboardData?.getData('text/html') ?? ''
  if (!text.trim() && !html) return
  event.preventDefault()
  void attempt(async () => {
    const { isList, saveList } = await manySaver()
    if (isList(text)) await saveList(text)
    else openOverlay({ kind: 'save-pasted', text, ...(html ? { html } : {}) })
  })
}
