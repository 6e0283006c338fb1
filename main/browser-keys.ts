import type { WebContents } from 'electron'
import type { BrowserCommandId, BrowserStep } from '../shared/browser.ts'

/**
 * The browser's keys while the keyboard is in a page, which must not get them first: a page that swallows Ctrl+L would
 * keep the reader in.
 */
export function browserKeys(
  contents: WebContents,
  o: { readonly step: (step: BrowserStep) => void; readonly command: (id: BrowserCommandId) => void },
): void {
  contents.on('before-input-event', (event, { type, key, alt, shift, control, meta }) => {
    if (type !== 'keyDown') return
    const mod = process.platform === 'darwin' ? meta : control
    const name = key.length === 1 ? key.toLowerCase() : key
    const act = (work: () => void): void => {
      event.preventDefault()
      work()
    }
    if (mod && !alt && !shift && name === 'l') act(() => o.command('address'))
    else if (mod && !alt && !shift && name === 's') act(() => o.command('save'))
    else if ((mod && !alt && name === 'r') || name === 'F5') act(() => o.step({ kind: 'reload' }))
    else if (name === 'F6') act(() => o.command('address'))
    else if (alt && !mod && name === 'ArrowLeft') act(() => o.step({ kind: 'back' }))
    else if (alt && !mod && name === 'ArrowRight') act(() => o.step({ kind: 'forward' }))
  })
}
