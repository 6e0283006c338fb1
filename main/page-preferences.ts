import type { Session, WebPreferences } from 'electron'

/** What holds for every page that Lectern shows or opens, its own or the web's: no way out of the sandbox, and no Node in it. */
const LOCKED_UP = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
} as const satisfies WebPreferences

/** For a page of Lectern's own, which has the bridge to main. */
export function ownPage(session: Session, preload: string): WebPreferences {
  return { ...LOCKED_UP, session, preload, safeDialogs: true }
}

/** For a page of the web, which can ask for nothing by dialogs and plays nothing by itself. */
export function foreignPage(session: Session): WebPreferences {
  return { ...LOCKED_UP, session, disableDialogs: true, autoplayPolicy: 'document-user-activation-required' }
}
