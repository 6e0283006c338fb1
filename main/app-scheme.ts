import { protocol } from 'electron'

/** The app's own scheme and its only host. */
export const APP_ORIGIN = 'app://lectern'

/** Names the scheme; must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}
