import { useEffect, useState } from 'react'
import { errorOf, api, onEvent } from '../api.ts'
import { startLastWords } from '../last-words.ts'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { errorText } from '../ui/error-text.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { showError, ToastRegion } from '../ui/toast.tsx'
import styles from './library-away.module.css'
import { reload } from './reload.ts'

interface Props {
  /** Where the library was. */
  readonly folder: string
  /** How many articles it had. */
  readonly articles: number
}

/** What is to be confirmed: a new library, and where. */
interface Beginning {
  readonly where: 'here' | 'chosen'
  readonly folder: string
}

/**
 * In place of everything, when the library was not there to be opened: what happened, and what can be done. Main looks for
 * it meanwhile, and it opens by itself.
 */
export function LibraryAway({ folder, articles }: Props) {
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const [beginning, setBeginning] = useState<Beginning>()

  useEffect(() => {
    const stops = [startLastWords(), onEvent('articles-changed', reload), onEvent('failed', ({ error }) => showError(error))]
    return () => stops.forEach((stop) => stop())
  }, [])

  /** Does something that may bring a library; what it answers is said, unless there is one now. */
  const doing = async (work: () => Promise<string | undefined>): Promise<void> => {
    setBusy(true)
    setSaid('')
    const problem = await work().catch(problemOf)
    setBusy(false)
    if (problem === undefined) reload()
    else setSaid(problem)
  }
  const tryAgain = (): Promise<void> => doing(() => api.overview().then(() => undefined))
  const choose = (): Promise<void> =>
    doing(async () => {
      const chosen = await api.chooseLibrary()
      if (chosen.kind === 'open') return undefined
      if (chosen.kind === 'none') return ''
      if (chosen.kind === 'no-library') return `${chosen.folder} is not a library: one has a folder “articles” in it. Nothing was changed there.`
      setBeginning({ where: 'chosen', folder: chosen.folder })
      return ''
    })
  const begin = (where: Beginning['where']): Promise<void> => doing(() => api.beginLibrary(where).then(() => undefined))

  return (
    <main className={styles['window']}>
      <div className={styles['page']}>
        <div role="alert">
          <span className={styles['icon']}>
            <Drive />
          </span>
          <h1>Your library is not where it was</h1>
          <p className={styles['place']}>{folder}</p>
          <p>
            Is its disk or network share connected? {articles > 0 && `${counted(articles)} there when Lectern last saw it. `}
            Nothing was changed, and the library opens by itself as soon as it is back.
          </p>
        </div>
        <div className={styles['actions']}>
          <Button ref={focusFirst} kind="primary" icon="retry" aria-disabled={busy} onClick={() => void (busy || tryAgain())}>
            Try again
          </Button>
          <Button icon="library" aria-disabled={busy} onClick={() => void (busy || choose())}>
            Choose another folder…
          </Button>
        </div>
        <p className={styles['said']} role="status" aria-label="Looking for the library">
          {said}
        </p>
        <Button kind="plain" className={styles['begin'] ?? ''} onClick={() => setBeginning({ where: 'here', folder })}>
          Begin a new library here…
        </Button>
      </div>
      {beginning && (
        <ConfirmDialog
          title={beginning.where === 'here' ? 'Begin a new library here?' : 'Begin a new library there?'}
          text={textOf(beginning, articles)}
          action="Begin a new library"
          onConfirm={() => void begin(beginning.where)}
          onClose={() => setBeginning(undefined)}
        />
      )}
      <ToastRegion />
    </main>
  )
}

/** A disk, drawn as the icons of `ui/icons.tsx` are; those are loaded before the first frame, where it is not needed. */
function Drive() {
  return (
    <svg width={28} height={28} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M3 11.5 5.3 5a1.5 1.5 0 0 1 1.4-1h6.6a1.5 1.5 0 0 1 1.4 1L17 11.5v3a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5z" />
      <path d="M3 11.5h14M6 13.75h.01M9 13.75h5" />
    </svg>
  )
}

function textOf({ where, folder }: Beginning, articles: number): string {
  const made = where === 'here' ? `A new, empty library is made in ${folder}.` : `${folder} is empty. A new library is made in it.`
  if (articles === 0) return made
  const back = where === 'here' ? ' If its disk comes back to this place, the old library is shown again, and not the new one.' : ''
  return `${made} It has none of the articles of the old one, of which nothing is deleted.${back}`
}

function counted(articles: number): string {
  return articles === 1 ? 'One article was' : `${articles.toLocaleString('en')} articles were`
}

function problemOf(thrown: unknown): string | undefined {
  const error = errorOf(thrown)
  if (error.code === 'library-away') return 'It is still not there.'
  if (error.code === 'read-only') return 'Lectern may not write there. Choose another folder.'
  // The library came meanwhile.
  if (error.code === 'invalid-argument') return undefined
  const { what, advice } = errorText(error)
  return `${what} ${advice}`
}
