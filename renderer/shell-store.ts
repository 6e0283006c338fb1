import { createStore, useStore } from 'zustand'
import type { ArticleId } from '../shared/model.ts'

/** What lies over the window; at most one at a time. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'tags'; readonly ids: readonly ArticleId[] }
  | { readonly kind: 'offline-report'; readonly id: ArticleId }
  | { readonly kind: 'save-pasted'; readonly text: string; readonly html?: string }
  | { readonly kind: 'confirm'; readonly title: string; readonly text: string; readonly action: string; readonly run: () => void }

interface Shell {
  readonly overlay: Overlay | undefined
  /** `auto` shows as much of the sidebar as fits. */
  readonly sidebar: 'auto' | 'open' | 'closed'
}

/** The state of the window's frame: what is open over it and beside it. */
export const shellStore = createStore<Shell>(() => ({ overlay: undefined, sidebar: 'auto' }))

/** Opens one over the window; the one that was open closes. */
export function openOverlay(overlay: Overlay): void {
  shellStore.setState({ overlay })
}

/** Closes what lies over the window. */
export function closeOverlay(): void {
  shellStore.setState({ overlay: undefined })
}

/** The shell's state, and again whenever it changes. */
export function useShell(): Shell {
  return useStore(shellStore)
}
