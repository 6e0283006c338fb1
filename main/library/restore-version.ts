import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import { fetchedAtOf, type VersionId, type VersionReport } from '../../shared/versions.ts'
import { readState } from './document-state.ts'
import { existsSync, readBytes, remove } from './files.ts'
import { syncFolder } from './sync-folder.ts'
import { ORIGINAL_ABOUT_FILE, ORIGINAL_FILE, VERSIONS_FOLDER } from './layout.ts'
import { loadRecord, type LibraryContext } from './library-context.ts'
import { completeWaiting, replacePresent } from './put-in-place.ts'
import { ORIGINAL_FORMAT } from './upgrade.ts'
import { readVersionDocument, readVersionJson, versionFolder } from './version-files.ts'
import { currentVersionId, keepPresent } from './versions.ts'

/**
 * Makes an older version the current one again; the present one is kept as a version beside it, and nothing is lost. The
 * order is that of `addVersion`: the present version is copied to `versions/`, the older one is put in its place, and last
 * its own folder there goes, which is a copy of the current version by then.
 * @throws Failure not-found, not-ready, damaged, newer-version, disk-full, read-only; then as `replacePresent` says
 */
export async function restoreVersion(context: LibraryContext, id: ArticleId, version: VersionId): Promise<VersionReport> {
  return await context.changing(id, async () => {
    await completeWaiting(context, id)
    const { record, folder } = await loadRecord(context.layout, id)
    const current = await currentVersionId(context, id)
    if (version === current) return { kind: 'unchanged', id, since: fetchedAtOf(current) }
    const place = versionFolder(folder, version)
    if (!existsSync(place)) throw new Failure({ code: 'not-found', what: 'version' })
    const html = await readVersionDocument(context.layout, folder, version)
    // One whose `version.json` is missing or damaged can be read, and so it can come back.
    const json = await readVersionJson(context.layout, folder, version).catch(() => ({}))
    const { cleaned, positions } = readState(json, html, record)
    const previous = await keepPresent(context, id)
    const { anchored, lost } = await replacePresent(context, id, { ...cleaned, html }, { positions, ...(await originalOf(place, version)) })
    await remove(place)
    await syncFolder(path.join(folder, VERSIONS_FOLDER))
    return { kind: 'updated', id, version, previous, anchored, lost }
  })
}

/** The files of its original as they are. A version without one keeps its name by the time of its fetching alone. */
async function originalOf(place: string, version: VersionId) {
  const [data, about] = [await readBytes(path.join(place, ORIGINAL_FILE)), await readBytes(path.join(place, ORIGINAL_ABOUT_FILE))]
  const named = JSON.stringify({ version: ORIGINAL_FORMAT.version, fetchedAt: fetchedAtOf(version) }) + '\n'
  const files = new Map<string, Uint8Array | string>([[ORIGINAL_ABOUT_FILE, about ?? named]])
  if (data !== undefined) files.set(ORIGINAL_FILE, data)
  return { original: files, ...(data === undefined && { withoutOriginal: true as const }) }
}
