import type { Sort, View } from '../../shared/list.ts'
import type { IconName } from '../ui/icons.tsx'

/** Name and icon of each view, in the order of the sidebar. */
export const VIEW_LABELS: Readonly<Record<View, { readonly label: string; readonly icon: IconName }>> = {
  inbox: { label: 'Inbox', icon: 'inbox' },
  reading: { label: 'Reading', icon: 'reading' },
  archive: { label: 'Archive', icon: 'archive' },
  favourites: { label: 'Favourites', icon: 'star' },
  all: { label: 'All', icon: 'library' },
  trash: { label: 'Trash', icon: 'trash' },
}

/** How each order is called in the sort menu, and which direction it begins with. */
export const SORT_LABELS: Readonly<Record<Sort, { readonly label: string; readonly descending: boolean }>> = {
  relevance: { label: 'Best match', descending: true },
  saved: { label: 'Date saved', descending: true },
  published: { label: 'Date published', descending: true },
  title: { label: 'Title', descending: false },
  length: { label: 'Length', descending: false },
  progress: { label: 'Progress', descending: true },
}
