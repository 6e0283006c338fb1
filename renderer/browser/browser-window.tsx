import { useEffect, useRef } from 'react'
import type { BrowserState } from '../../shared/browser.ts'
import { onEvent } from '../api.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import { Icon } from '../ui/icons.tsx'
import { StatePage } from '../ui/state-page.tsx'
import { move, startBar, typeAddress, useBar } from './browser-store.ts'
import styles from './browser-window.module.css'
import { saveSeen } from './saving-store.ts'
import { StatusLine } from './status-line.tsx'

/** The bar of Lectern's browser, and what stands in the page's place when there is none. The page itself main puts below it. */
export function BrowserWindow() {
  const { page, problem } = useBar()
  const field = useRef<HTMLInputElement>(null)
  useEffect(startBar, [])
  useBarKeys(field)
  useEffect(() => {
    document.title = page.title === '' ? 'Lectern’s browser' : `${page.title} – Lectern’s browser`
  }, [page.title])

  return (
    <div className={styles['window']}>
      <header className={styles['bar']}>
        <nav className={styles['tools']} aria-label="Browser">
          <IconButton icon="back" label="Back" title="Back (Alt+Left)" disabled={!page.canGoBack} onClick={() => move({ kind: 'back' })} />
          <IconButton
            icon="back"
            className={styles['forward']}
            label="Forward"
            title="Forward (Alt+Right)"
            disabled={!page.canGoForward}
            onClick={() => move({ kind: 'forward' })}
          />
          {page.loading ? (
            <IconButton icon="close" label="Stop" title="Stop loading" onClick={() => move({ kind: 'stop' })} />
          ) : (
            <IconButton icon="retry" label="Reload" title="Reload (F5)" disabled={page.address === ''} onClick={() => move({ kind: 'reload' })} />
          )}
          <AddressField ref={field} />
          <Button kind="primary" title="Save what I see (Ctrl+S)" disabled={!page.shown} onClick={() => void saveSeen(false)}>
            Save what I see
          </Button>
        </nav>
        <StatusLine error={problem ?? (page.shown ? page.error : undefined)} loading={page.loading} />
      </header>
      {!page.shown && (
        <main className={styles['place']}>
          <InPlaceOfPage page={page} />
        </main>
      )}
    </div>
  )
}

function InPlaceOfPage({ page }: { readonly page: BrowserState }) {
  if (page.error) {
    const { what, advice } = errorText(page.error)
    return (
      <StatePage icon="warning" title="The page could not be opened" text={`${what} ${advice}`} role="alert">
        {page.address !== '' && (
          <Button icon="retry" onClick={() => move({ kind: 'reload' })}>
            Try again
          </Button>
        )}
      </StatePage>
    )
  }
  if (page.loading || page.address !== '') return <StatePage icon="offline" title="Opening the page…" />
  return (
    <StatePage
      icon="lock"
      title="For pages behind a log-in"
      text="Open the page here, log in as you would anywhere, and press “Save what I see”. What you are logged in to stays in this browser: the rest of Lectern never sees it."
    />
  )
}

function AddressField({ ref }: { readonly ref: React.RefObject<HTMLInputElement | null> }) {
  const { page, typed } = useBar()
  const address = page.address.startsWith('http') ? page.address : ''
  return (
    <form
      className={styles['address']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const asked = (typed ?? address).trim()
        if (asked !== '') move({ kind: 'address', address: asked })
      }}
    >
      <Icon name={address.startsWith('https:') ? 'lock' : 'outside'} size={15} />
      <input
        ref={ref}
        type="text"
        className={styles['typed']}
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        aria-label="Address"
        placeholder="Type or paste an address"
        value={typed ?? address}
        onChange={(event) => typeAddress(event.target.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          typeAddress(undefined)
          move({ kind: 'focus-page' })
        }}
      />
    </form>
  )
}

/** What keys do while the keyboard is in the bar; in a page main hears them, and says so. */
const KEYS: Readonly<Record<string, () => void>> = {
  'mod+s': () => void saveSeen(false),
  'mod+r': () => move({ kind: 'reload' }),
  F5: () => move({ kind: 'reload' }),
  F6: () => move({ kind: 'focus-page' }),
  'alt+ArrowLeft': () => move({ kind: 'back' }),
  'alt+ArrowRight': () => move({ kind: 'forward' }),
}

function useBarKeys(field: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const focusAddress = (): void => {
      field.current?.focus()
      field.current?.select()
    }
    const onKey = (event: KeyboardEvent): void => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const name = `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`
      const deed = name === 'mod+l' ? focusAddress : KEYS[name]
      if (!deed) return
      event.preventDefault()
      deed()
    }
    window.addEventListener('keydown', onKey)
    const stop = onEvent('browser-command', ({ id }) => (id === 'address' ? focusAddress() : void saveSeen(false)))
    focusAddress()
    return () => {
      window.removeEventListener('keydown', onKey)
      stop()
    }
  }, [field])
}
