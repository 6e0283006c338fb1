/** What the window asks of the thread that makes thumbnails. */
export interface ThumbnailRequest {
  /** The picture's SHA-256. */
  readonly hash: string
  /** Where the picture itself is served. */
  readonly address: string
  /** Of the square that it becomes, in pixels. */
  readonly side: number
}

/** Its answer; without bytes it cannot be shown. */
export interface ThumbnailAnswer {
  readonly hash: string
  readonly bytes?: Uint8Array<ArrayBuffer>
}
