import type { ArticleSummary } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { Button } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import { savingText } from '../ui/saving-text.ts'
import { StatePage } from '../ui/state-page.tsx'

/** In place of an article that is still being saved, or could not be. */
export function NotReady({ summary }: { readonly summary: ArticleSummary }) {
  const { id, state, url } = summary
  if (state.kind === 'failed') {
    const { what, advice } = errorText(state.error)
    return (
      <StatePage icon="warning" title="This article could not be saved" text={`${what} ${advice}`} role="alert">
        <Button kind="primary" icon="retry" onClick={() => void attempt(() => api.retrySaving(id))}>
          Retry
        </Button>
        {url && (
          <Button icon="outside" onClick={() => void attempt(() => api.openOutside(url))}>
            Open in browser
          </Button>
        )}
      </StatePage>
    )
  }
  const step = state.kind === 'saving' ? savingText(state.step) : 'Nearly there'
  return (
    <StatePage icon="offline" title="Still being saved" text={`${step}. It opens here as soon as it is ready.`}>
      <Button onClick={() => void attempt(() => api.cancelSaving(id))}>Stop saving</Button>
    </StatePage>
  )
}
