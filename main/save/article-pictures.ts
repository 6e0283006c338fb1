import type { ArticleId, SavingStep } from '../../shared/model.ts'
import type { Settings } from '../../shared/settings.ts'
import type { Library } from '../library/library.ts'
import type { PictureToKeep } from './clean.ts'
import type { HostTurns } from './host-turns.ts'
import { keepPictures } from './pictures.ts'
import type { PicturePlacement } from './pictures.ts'
import { sameSiteTransport } from './same-site-transport.ts'
import type { ResolveHost, Transport } from './transport.ts'

export interface PictureParts {
  readonly library: Pick<Library, 'keepPicture'>
  readonly transport: Transport
  /** With the log-ins of Lectern's browser; absent where it has none. */
  readonly loggedIn?: Transport
  readonly resolveHost: ResolveHost
  readonly settings: () => Settings
  /** For one of many: each host is asked by one at a time. */
  readonly turns: HostTurns
}

/** How an article's pictures are fetched. */
export interface PictureWay {
  /** The page that they stand in, as it was fetched or seen. */
  readonly from: string | undefined
  /** It was saved from Lectern's browser: what is of its own site is fetched as it was there, logged in. */
  readonly seen: boolean
  /** One of many: it waits its turn at each host. */
  readonly patient?: boolean
  /** The reader asked for these pictures, whatever the settings say. */
  readonly asked?: boolean
  readonly step: (now: SavingStep) => void
  readonly signal: AbortSignal
}

export type PictureKeeper = ReturnType<typeof pictureKeeper>

/** Keeps the pictures of articles, by the reader's settings; answers as `keepPictures` does. */
export function pictureKeeper(parts: PictureParts) {
  const { library, transport, loggedIn, resolveHost } = parts
  return {
    async keep(id: ArticleId, pictures: readonly PictureToKeep[], { from, seen, patient = false, asked = false, step, signal }: PictureWay): Promise<readonly PicturePlacement[]> {
      const { keepPictures: wanted, pictureLimit, articlePicturesLimit } = parts.settings().saving
      if (!wanted && !asked) return pictures.map(({ urls }) => ({ kind: 'missing', url: urls[0] ?? '', problem: 'not-wanted' }))
      step({ kind: 'pictures', done: 0, total: pictures.length })
      return keepPictures(pictures, {
        transport: seen && from !== undefined && loggedIn !== undefined ? sameSiteTransport(from, { loggedIn, plain: transport }) : transport,
        resolveHost,
        ...(from !== undefined && { referrer: from }),
        ...(patient && { turns: parts.turns }),
        keep: (bytes, extension) => library.keepPicture(id, bytes, extension),
        limits: { picture: pictureLimit, article: articlePicturesLimit },
        signal,
        onProgress: (done, total) => step({ kind: 'pictures', done, total }),
      })
    },
  }
}
