/** What `npm run bench` hands to a measurement: an Electron that starts here and now. */
export interface Runnable {
  readonly electron: { readonly binary: string; readonly version: string }
  readonly env: NodeJS.ProcessEnv
  readonly args: readonly string[]
}
