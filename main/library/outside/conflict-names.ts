/**
 * How synchronisers name the other side's file beside the one that won. What stands between the file's name and its
 * ending, or behind both:
 *
 * - Syncthing `a.sync-conflict-20261122-170000-ABCDEFG.json`
 * - Nextcloud, ownCloud `a (conflicted copy 2026-11-22 170000).json`, `a_conflict-20261122-170000.json`
 * - Dropbox `a (Ann's conflicted copy 2026-11-22).json`, also in the reader's language; `a (Case Conflict 1).json`
 * - Seafile `a (SFConflict ann@example.com 2026-11-22-17-00-00).json`; Resilio `a.Conflict.json`; Synology `a_PC_Nov-22-170000-2026_Conflict.json`
 * - iCloud and Finder `a 2.json`; Google Drive and Windows `a (1).json`; OneDrive `a-DESKTOP-7F3K2LQ.json`
 */
const MARKS = [
  // The word for a conflict in the languages that these programs speak, in any place.
  /^[ ._([-].*(?:conflict|konflikt|conflit|conflict[oe]|conflitto|konflik|çakış|конфликт|конфлікт|冲突|衝突|競合|충돌)/iu,
  /^ \d{1,3}$/,
  /^ ?\(\d{1,3}\)$/,
  // A Windows computer's name has capitals, digits and hyphens, 15 at most; a Mac says that it is one.
  /^-(?!(?:BACKUP|OLD|COPY|ORIG|NEW|TEMP)(?:-|$))(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{2,14}(?:-\d{1,2})?$/,
  /^-[\w-]*(?:MacBook|iMac|Mac-mini|MacStudio|Mac-Studio|Mac-Pro)[\w-]*$/,
]

/** Names that a synchroniser gives to what it is still writing: they are nobody's copy yet. */
const UNFINISHED = /^[.~]|\.(?:tmp|part|partial|crdownload|!sync|ocTransfer\w*)$/i

/**
 * Whether a name is a synchroniser's for the other side's copy of `original`.
 * @param original a plain file name with an ending, such as `annotations.json`
 */
export function isConflictCopy(name: string, original: string): boolean {
  if (UNFINISHED.test(name)) return false
  const dot = original.lastIndexOf('.')
  const [stem, ending] = [original.slice(0, dot), original.slice(dot)]
  if (!name.startsWith(stem) || !name.toLowerCase().endsWith(ending)) return false
  const between = name.slice(stem.length, name.length - ending.length)
  return between !== '' && MARKS.some((mark) => mark.test(between))
}

/** The file of `originals` that a name is a synchroniser's copy of. */
export function originalOf(name: string, originals: readonly string[]): string | undefined {
  return originals.find((original) => isConflictCopy(name, original))
}
