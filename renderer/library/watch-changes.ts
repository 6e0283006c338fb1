import { onEvent } from '../api.ts'

/** Notices changes of articles from now on. Answers a function that ends this and tells whether there were any. */
export function watchChanges(): () => boolean {
  let isChanged = false
  const stop = onEvent('articles-changed', () => void (isChanged = true))
  return () => {
    stop()
    return isChanged
  }
}
