import { onEvent } from './api.ts'
import { runFromMenu } from './commands.ts'
import { askAboutKnown } from './library/library-actions.ts'
import { goToArticle } from './route.ts'
import { showError } from './ui/toast.tsx'

let stopHearing: (() => void) | undefined

/**
 * Listens for what main tells the window to do; once, however often it is called. From the first moment, since there may be
 * something to open before there is a list. Answers a function that stops.
 */
export function startHearing(): () => void {
  stopHearing ??= listen()
  return () => {
    stopHearing?.()
    stopHearing = undefined
  }
}

function listen(): () => void {
  const stops = [
    onEvent('command', ({ id }) => runFromMenu(id)),
    onEvent('known-address', ({ article }) => askAboutKnown(article)),
    onEvent('open-article', ({ id, highlight }) => goToArticle(id, highlight && { highlight })),
    onEvent('failed', ({ error }) => showError(error)),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
