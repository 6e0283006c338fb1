import { useEffect, useState } from 'react'

/** Turns true once the window has nothing better to do: the time to load what the first frame does not need. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    const request = requestIdleCallback(() => setIdle(true), { timeout: 2_000 })
    return () => cancelIdleCallback(request)
  }, [])
  return idle
}
