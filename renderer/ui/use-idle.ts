import { useEffect, useState } from 'react'
import { whenIdle } from './when-idle.ts'

/** Turns true once the window has nothing better to do: the time to load what the first frame does not need. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false)
  useEffect(() => whenIdle(() => setIdle(true)), [])
  return idle
}
