import { useSyncExternalStore } from 'react'

/** The window's width in CSS pixels, and again whenever it changes. */
export function useWindowWidth(): number {
  return useSyncExternalStore(listen, () => window.innerWidth)
}

function listen(changed: () => void): () => void {
  window.addEventListener('resize', changed)
  return () => window.removeEventListener('resize', changed)
}
