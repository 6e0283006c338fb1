import { lazy, Suspense } from 'react'
import { closeOverlay, useShell } from './shell-store.ts'
import type { Overlay } from './shell-store.ts'

// None of these is needed to show the list, so none is loaded before it is asked for.
const Palette = lazy(async () => ({ default: (await import('./palette/command-palette.tsx')).CommandPalette }))
const Settings = lazy(async () => ({ default: (await import('./settings-dialog.tsx')).SettingsDialog }))
const Shortcuts = lazy(async () => ({ default: (await import('./shortcut-sheet.tsx')).ShortcutSheet }))
const Batches = lazy(async () => ({ default: (await import('./batches/batches-dialog.tsx')).BatchesDialog }))
const Tags = lazy(async () => ({ default: (await import('./library/tags-dialog.tsx')).TagsDialog }))
const Details = lazy(async () => ({ default: (await import('./library/details-dialog.tsx')).DetailsDialog }))
const SavePasted = lazy(async () => ({ default: (await import('./library/save-pasted-dialog.tsx')).SavePastedDialog }))
const OfflineReport = lazy(async () => ({ default: (await import('./reader/offline-report.tsx')).OfflineReportDialog }))
const Repair = lazy(async () => ({ default: (await import('./repair/repair-dialog.tsx')).RepairDialog }))
const KnownAddress = lazy(async () => ({ default: (await import('./library/known-address-dialog.tsx')).KnownAddressDialog }))
const OlderVersion = lazy(async () => ({ default: (await import('./reader/older-version.tsx')).OlderVersionDialog }))
const Versions = lazy(async () => ({ default: (await import('./versions/versions-dialog.tsx')).VersionsDialog }))
const Name = lazy(async () => ({ default: (await import('./ui/name-dialog.tsx')).NameDialog }))
const Confirm = lazy(async () => ({ default: (await import('./ui/confirm-dialog.tsx')).ConfirmDialog }))

/** The dialog that lies over the window, if one does. */
export function Overlays() {
  const { overlay } = useShell()
  return overlay ? <Suspense fallback={null}>{content(overlay)}</Suspense> : null
}

function content(overlay: Overlay) {
  switch (overlay.kind) {
    case 'palette':
      return <Palette onClose={closeOverlay} />
    case 'settings':
      return <Settings onClose={closeOverlay} />
    case 'shortcuts':
      return <Shortcuts onClose={closeOverlay} />
    case 'batches':
      return <Batches onClose={closeOverlay} />
    case 'tags':
      return <Tags ids={overlay.ids} onClose={closeOverlay} />
    case 'details':
      return <Details id={overlay.id} onClose={closeOverlay} />
    case 'offline-report':
      return <OfflineReport id={overlay.id} onClose={closeOverlay} />
    case 'repair':
      return <Repair id={overlay.id} onClose={closeOverlay} />
    case 'versions':
      return <Versions id={overlay.id} onClose={closeOverlay} />
    case 'older-version':
      return <OlderVersion id={overlay.id} version={overlay.version} onClose={closeOverlay} />
    case 'known-address':
      return <KnownAddress article={overlay.article} onClose={closeOverlay} />
    case 'save-pasted':
      return <SavePasted text={overlay.text} html={overlay.html} onClose={closeOverlay} />
    case 'name':
      return <Name title={overlay.title} label={overlay.label} value={overlay.value} suggestion={overlay.suggestion} hint={overlay.hint} action={overlay.action} onName={overlay.run} onClose={closeOverlay} />
    case 'confirm':
      return <Confirm title={overlay.title} text={overlay.text} action={overlay.action} onConfirm={overlay.run} onClose={closeOverlay} />
  }
}
