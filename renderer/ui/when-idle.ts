/** Milliseconds after which a window that is never idle goes on all the same: it may be busy for as long as thousands are saved. */
const AT_LATEST = 2_000

/** Calls back once the window has nothing better to do, before long. Answers a function that calls it off. */
export function whenIdle(act: () => void): () => void {
  const idle = requestIdleCallback(act, { timeout: AT_LATEST })
  return () => cancelIdleCallback(idle)
}
