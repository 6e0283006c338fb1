import { useEffect, useState } from 'react'
import type { SaveRequest } from '../../shared/ipc.ts'
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

async function saveDropped(data: DataTransfer): Promise<void> {
  for (const request of await requestsIn(data)) await save(request)
}

/** What a drop means: files before a link, a link before the markup and words that come along with it. */
async function requestsIn(data: DataTransfer): Promise<readonly SaveRequest[]> {
  const files = [...data.files]
  const links = addressesIn(data.getData('text/uri-list'))
  const html = data.getData('text/html')
  const text = data.getData('text/plain')
  if (files.length > 0) {
    return Promise.all(
      files.map(async (file) => ({ kind: 'file' as const, name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    )
  }
  if (links.length > 0) return links.map((address) => ({ kind: 'address', address }))
  const typed = addressesIn(text)
  if (typed.length > 0) return typed.map((address) => ({ kind: 'address', address }))
  return text.trim() || html ? [{ kind: 'paste', text, ...(html ? { html } : {}) }] : []
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
  openOverlay({ kind: 'save-pasted', text, ...(html ? { html } : {}) })
}
