import type { ErrorCode } from '../../shared/errors.ts'
import type { ArticleSummary } from '../../shared/model.ts'
import { api, errorOf } from '../api.ts'
import { attempt } from '../attempt.ts'
import { Button } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import { savingText } from '../ui/saving-text.ts'
import { StatePage } from '../ui/state-page.tsx'

/** What plain fetching may fail of where a browser would not. */
const MAY_NEED_SCRIPTS: readonly ErrorCode[] = ['no-article', 'http', 'too-complex', 'too-many-redirects']

/** What a page behind a log-in answers who is not logged in; some say that it is not there. */
const MAY_NEED_LOG_IN: readonly ErrorCode[] = ['no-article', 'http', 'too-many-redirects']

/** In place of an article that is still being saved, or could not be. */
export function NotReady({ summary }: { readonly summary: ArticleSummary }) {
  const { id, state, url, source } = summary
  if (state.kind === 'failed') {
    const { what, advice } = errorText(state.error)
    const wantsLogIn = state.error.code === 'http' && (state.error.status === 401 || state.error.status === 403)
    return (
      <StatePage icon="warning" title="This article could not be saved" text={`${what} ${advice}`} role="alert">
        <Button kind={wantsLogIn ? 'outline' : 'primary'} icon="retry" onClick={() => void attempt(() => api.retrySaving(id))}>
          Retry
        </Button>
        {source.kind === 'address' && MAY_NEED_SCRIPTS.includes(state.error.code) && (
          // What goes wrong shows in this place, as the article's own state.
          <Button onClick={() => void api.renderAgain(id).catch(errorOf)}>
            Save with its scripts
          </Button>
        )}
        {url && MAY_NEED_LOG_IN.includes(state.error.code) && (
          <Button kind={wantsLogIn ? 'primary' : 'outline'} icon="lock" onClick={() => void attempt(() => api.openBrowser({ article: id }))}>
            Log in and save
          </Button>
        )}
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
