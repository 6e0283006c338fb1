import { useEffect, useRef, useState } from 'react'
import type { BrowserState, BrowserStep } from '../../shared/browser.ts'
import type { AppError } from '../../shared/errors.ts'
import { api, errorOf, onEvent } from '../api.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import { Icon } from '../ui/icons.tsx'
import { StatePage } from '../ui/state-page.tsx'
import styles from './browser-window.module.css'
import { forgetSaving, saveSeen } from './saving-store.ts'
import { StatusLine } from './status-line.tsx'

const NOTHING: BrowserState = { address: '', title: '', loading: false, canGoBack: false, canGoForward: false, shown: false }

/** The bar of Lectern's browser, and what stands in the page's place when there is none. The page itself main puts below it. */
export function BrowserWindow() {
  const state = useBrowser()
  const [problem, setProblem] = useState<AppError>()
  const field = useRef<HTMLInputElement>(null)
  const move = (step: BrowserStep): void => {
    setProblem(undefined)
    api.moveBrowser(step).catch((thrown: unknown) => setProblem(errorOf(thrown)))
  }
  useBarKeys(move, field)
  useEffect(() => {
    document.title = state.title === '' ? 'Lectern’s browser' : `${state.title} – Lectern’s browser`
  }, [state.title])
  useEffect(() => {
    forgetSaving()
    setProblem(undefined)
  }, [state.address])

  return (
    <div className={styles['window']}>
      <header className={styles['bar']}>
        <nav className={styles['tools']} aria-label="Browser">
          <IconButton icon="back" label="Back" title="Back (Alt+Left)" disabled={!state.canGoBack} onClick={() => move({ kind: 'back' })} />
          <IconButton
            icon="back"
            className={styles['forward']}
            label="Forward"
            title="Forward (Alt+Right)"
            disabled={!state.canGoForward}
            onClick={() => move({ kind: 'forward' })}
          />
          {state.loading ? (
            <IconButton icon="close" label="Stop" title="Stop loading" onClick={() => move({ kind: 'stop' })} />
          ) : (
            <IconButton icon="retry" label="Reload" title="Reload (F5)" disabled={state.address === ''} onClick={() => move({ kind: 'reload' })} />
          )}
          <AddressField ref={field} address={state.address} onGo={(address) => move({ kind: 'address', address })} onLeave={() => move({ kind: 'focus-page' })} />
          <Button kind="primary" title="Save what I see (Ctrl+S)" disabled={!state.shown} onClick={() => void saveSeen(false)}>
            Save what I see
          </Button>
        </nav>
        <StatusLine error={problem ?? state.error} loading={state.loading} />
      </header>
      {!state.shown && (
        <main className={styles['place']}>
          <InPlaceOfPage state={state} onRetry={() => move({ kind: 'reload' })} />
        </main>
      )}
    </div>
  )
}

function InPlaceOfPage({ state, onRetry }: { readonly state: BrowserState; readonly onRetry: () => void }) {
  if (state.error) {
    const { what, advice } = errorText(state.error)
    return (
      <StatePage icon="warning" title="The page could not be opened" text={`${what} ${advice}`}>
        {state.address !== '' && (
          <Button icon="retry" onClick={onRetry}>
            Try again
          </Button>
        )}
      </StatePage>
    )
  }
  if (state.loading || state.address !== '') return <StatePage icon="offline" title="Opening the page…" />
  return (
    <StatePage
      icon="reading"
      title="For pages behind a log-in"
      text="Open the page here, log in as you would anywhere, and press “Save what I see”. What you are logged in to stays in this browser: the rest of Lectern never sees it."
    />
  )
}

interface AddressFieldProps {
  readonly ref: React.RefObject<HTMLInputElement | null>
  readonly address: string
  readonly onGo: (address: string) => void
  readonly onLeave: () => void
}

function AddressField({ ref, address, onGo, onLeave }: AddressFieldProps) {
  // What is being typed; undefined while the field shows where the page is.
  const [typed, setTyped] = useState<string>()
  useEffect(() => setTyped(undefined), [address])
  return (
    <form
      className={styles['address']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const asked = (typed ?? address).trim()
        if (asked !== '') onGo(asked)
      }}
    >
      <Icon name={address.startsWith('https:') ? 'lock' : 'outside'} size={15} />
      <input
        ref={ref}
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        aria-label="Address"
        placeholder="Type or paste an address"
        value={typed ?? shownAddress(address)}
        onChange={(event) => setTyped(event.target.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          setTyped(undefined)
          onLeave()
        }}
      />
    </form>
  )
}

function shownAddress(address: string): string {
  return address.startsWith('http') ? address : ''
}

function useBrowser(): BrowserState {
  const [state, setState] = useState<BrowserState>(NOTHING)
  useEffect(() => {
    const stop = onEvent('browser-changed', ({ state: now }) => setState(now))
    void api.browserState().then(setState, errorOf)
    return stop
  }, [])
  return state
}

/** The browser's keys while the keyboard is in the bar; in a page main hears them, and says so. */
function useBarKeys(move: (step: BrowserStep) => void, field: React.RefObject<HTMLInputElement | null>): void {
  const latest = useRef(move)
  latest.current = move
  useEffect(() => {
    const focusAddress = (): void => {
      field.current?.focus()
      field.current?.select()
    }
    const onKey = (event: KeyboardEvent): void => {
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const mod = event.ctrlKey || event.metaKey
      const deeds: Readonly<Record<string, () => void>> = {
        'mod+l': focusAddress,
        'mod+s': () => void saveSeen(false),
        'mod+r': () => latest.current({ kind: 'reload' }),
        F5: () => latest.current({ kind: 'reload' }),
        F6: () => latest.current({ kind: 'focus-page' }),
        'alt+ArrowLeft': () => latest.current({ kind: 'back' }),
        'alt+ArrowRight': () => latest.current({ kind: 'forward' }),
      }
      const deed = deeds[`${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${key}`]
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
