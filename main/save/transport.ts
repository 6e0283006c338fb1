/**
 * One request, one answer. A transport never follows a redirect: Electron's network stack would follow `http:` to
 * `file:` (Electron up to 33), so `fetch-bytes.ts` walks hop by hop and checks each address itself.
 *
 * Electron's `net.request` stands behind it in the app, `node:http` in tests.
 */
export interface Transport {
  /**
   * Asks for one address. The body is what the server meant: content encodings (gzip …) are undone while streaming.
   * A body cut before its end makes the iteration throw `Failure` `truncated`.
   * @throws Failure unreachable, offline, certificate, timeout; and the signal's reason when it is aborted
   */
  request(url: string, options: RequestOptions): Promise<TransportResponse>
}

export interface RequestOptions {
  readonly headers: Record<string, string>
  readonly signal: AbortSignal
}

export interface TransportResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly body: AsyncIterable<Uint8Array>
  /** Ends the connection; the rest of the body is not wanted. */
  cancel(): void
}

/** Answers the IP addresses of a host name; rejects or answers none where it has none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>
