import type { AppError } from '../../shared/errors.ts'
import { assertNever } from '../../shared/errors.ts'
import { api, errorOf } from '../api.ts'
import { Button } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import { Icon } from '../ui/icons.tsx'
import styles from './browser-window.module.css'
import { saveSeen, useSaving } from './saving-store.ts'
import type { Saving } from './saving-store.ts'

interface Props {
  /** What the page asked for and did not get, or why an address could not be opened. */
  readonly error: AppError | undefined
  readonly loading: boolean
}

/** Under the address: what became of saving, what went wrong, and else what this browser is for. Always there, so that it is heard. */
export function StatusLine({ error, loading }: Props) {
  const saving = useSaving()
  const failed = saving.kind === 'failed' ? saving.error : saving.kind === 'none' ? error : undefined
  return (
    <div className={styles['status']} role="status" data-kind={failed ? 'failed' : saving.kind}>
      {failed ? <Failed error={failed} /> : <Said saving={saving} loading={loading} />}
    </div>
  )
}

function Failed({ error }: { readonly error: AppError }) {
  const { what, advice } = errorText(error)
  return (
    <>
      <Icon name="warning" size={14} />
      <span>{`${what} ${advice}`}</span>
    </>
  )
}

function Said({ saving, loading }: { readonly saving: Saving; readonly loading: boolean }) {
  switch (saving.kind) {
    case 'none':
    case 'failed':
      return <span>{loading ? 'Loading…' : 'Log in if the page asks for it. Log-ins stay in this browser.'}</span>
    case 'saving':
      return <span>Saving what you see…</span>
    case 'saved':
      return (
        <>
          <Icon name="check" size={14} />
          <span>Saved: {saving.title}</span>
          <Small onClick={() => void api.showArticle(saving.id).catch(errorOf)}>Read it</Small>
        </>
      )
    case 'known':
      return saving.inTrash ? (
        <span>This page is in the trash of your library. Restore it there, then save again.</span>
      ) : (
        <>
          <span>This page is in your library already.</span>
          <Small onClick={() => void saveSeen(true)}>Update it to what I see</Small>
          <Small onClick={() => void api.showArticle(saving.id).catch(errorOf)}>Read it</Small>
        </>
      )
    default:
      return assertNever(saving)
  }
}

function Small({ onClick, children }: { readonly onClick: () => void; readonly children: string }) {
  return (
    <Button kind="plain" className={styles['small']} onClick={onClick}>
      {children}
    </Button>
  )
}
