/** What `npm run bench` hands to a measurement: an Electron that starts here and now. */
export interface Runnable {
  readonly electron: { readonly binary: string; readonly version: string }
  readonly env: NodeJS.ProcessEnv
  readonly args: readonly string[]
  /** An existing folder for what is costly to make and the same for every checkout. */
  readonly cache: string
}
