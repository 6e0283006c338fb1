import { createStore, useStore } from 'zustand'
import type { ArticleId, ArticleSummary } from '../shared/model.ts'
import type { VersionId } from '../shared/versions.ts'

/** Narrower than this, one pane fills the window. CSS pixels. */
export const SMALL = 720

/** Narrower than this, an open article takes the place of the list. CSS pixels. */
export const MEDIUM = 1080

/** What lies over the window; at most one at a time. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  /** What is being saved in bulk. */
  | { readonly kind: 'batches' }
  | { readonly kind: 'tags'; readonly ids: readonly ArticleId[] }
  | { readonly kind: 'details'; readonly id: ArticleId }
  | { readonly kind: 'offline-report'; readonly id: ArticleId }
  | { readonly kind: 'repair'; readonly id: ArticleId }
  | { readonly kind: 'versions'; readonly id: ArticleId }
  | { readonly kind: 'older-version'; readonly id: ArticleId; readonly version: VersionId }
  /** What was to be saved is there already. */
  | { readonly kind: 'known-address'; readonly article: ArticleSummary }
  | { readonly kind: 'save-pasted'; readonly text: string; readonly html?: string }
  | { readonly kind: 'name'; readonly title: string; readonly label: string; readonly value: string; readonly suggestion?: string; readonly hint?: string; readonly action: string; readonly run: (name: string) => void }
  | { readonly kind: 'confirm'; readonly title: string; readonly text: string; readonly action: string; readonly run: () => void }

interface Shell {
  readonly overlay: Overlay | undefined
  /** What the reader made of the sidebar; `auto` shows as much as fits. */
  readonly sidebar: 'auto' | 'full' | 'rail'
  /** In a small window: the sidebar lies over everything. */
  readonly sidebarDrawer: boolean
}

/** The state of the window's frame: what is open over it and beside it. */
export const shellStore = createStore<Shell>(() => ({ overlay: undefined, sidebar: 'auto', sidebarDrawer: false }))

/** Opens one over the window; the one that was open closes. */
export function openOverlay(overlay: Overlay): void {
  shellStore.setState({ overlay })
}

/** Closes what lies over the window. */
export function closeOverlay(): void {
  shellStore.setState({ overlay: undefined })
}

/** Shows more of the sidebar, or less; in a small window, the whole of it over the rest. */
export function toggleSidebar(): void {
  const { sidebarDrawer } = shellStore.getState()
  if (window.innerWidth < SMALL) return shellStore.setState({ sidebarDrawer: !sidebarDrawer })
  const rail = document.querySelector('[data-sidebar="rail"]') !== null
  shellStore.setState({ sidebar: rail ? 'full' : 'rail' })
}

/** The shell's state, and again whenever it changes. */
export function useShell(): Shell {
  return useStore(shellStore)
}
