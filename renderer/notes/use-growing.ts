import { useEffect, useState } from 'react'

/** Milliseconds after which the next step is taken even while the window is busy. */
const AT_LATEST = 150

/**
 * How many of `count` things to show: the first few at once, the rest step by step whenever nothing else is to be done,
 * so that what is long does not hold up what is beside it.
 */
export function useGrowing(count: number, first: number, step: number): number {
  const [shown, setShown] = useState(first)
  useEffect(() => {
    if (shown >= count) return
    const idle = requestIdleCallback(() => setShown((before) => before + step), { timeout: AT_LATEST })
    return () => cancelIdleCallback(idle)
  }, [shown, count, step])
  return Math.min(shown, count)
}
