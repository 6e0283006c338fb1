import path from 'node:path'
import { Failure } from '../../shared/errors.ts'
import { NO_ANNOTATIONS, readAnnotations, writeAnnotations, type Annotations } from './annotation-file.ts'
import { moveAsideSync } from './files.ts'
import { ANNOTATIONS_FILE, relativeName, type Layout } from './layout.ts'
import { SafeStore } from './safe-store.ts'

/** Members that are left out where there is nothing to say: an old one must not stay. */
const ABSENT_WHEN_EMPTY: ReadonlySet<string> = new Set(['noteUpdatedAt', 'noteAt', 'noteReplaced', 'noteParts'])

/**
 * One article's annotations on disk.
 */
export interface AnnotationStore {
  readonly annotations: Annotations
  /** The file was damaged and was kept aside; these are from memory, and not stored yet. */
  readonly begunAnew: boolean
  /**
   * Replaces them, durably, unless `mayReplace` answers no when nothing is left to do but to put the new file in place.
   * @returns whether they were replaced
   * @throws Failure disk-full, read-only, disk-error
   */
  write(annotations: Annotations, mayReplace?: () => boolean): boolean
}

/**
 * Opens an article's annotations.
 * @param forWriting a damaged file is then kept aside as `annotations.json.damaged-<time>`, and a new one begun; without
 *   it the file stays where it is and `damaged` is thrown
 * @param lastSeen what a file that is begun anew begins with
 * @throws Failure damaged, newer-version, disk-error
 */
export function openAnnotations(layout: Layout, folder: string, forWriting: boolean, now: Date, lastSeen?: Annotations): AnnotationStore {
  const file = path.join(folder, ANNOTATIONS_FILE)
  const name = relativeName(layout, file)
  try {
    return open(layout, folder, name)
  } catch (error) {
    if (!(error instanceof Failure) || error.error.code !== 'damaged') throw error
    if (!forWriting) throw new Failure({ code: 'damaged', file: name }, { cause: error })
    moveAsideSync(file, now)
    return { ...open(layout, folder, name), annotations: lastSeen ?? NO_ANNOTATIONS, begunAnew: lastSeen !== undefined }
  }
}

function open(layout: Layout, folder: string, name: string): AnnotationStore {
  const store = new SafeStore<Record<string, unknown>>({
    cwd: folder,
    name: path.basename(ANNOTATIONS_FILE, '.json'),
    temporaryFolder: layout.tmp,
    accessPropertiesByDotNotation: false,
  })
  const stored = store.store
  return {
    annotations: readAnnotations({ ...stored }, name),
    begunAnew: false,
    write: (annotations, mayReplace = () => true) => {
      // What a hand or a later version of this format put beside our members stays.
      const others = Object.entries(stored).filter(([name]) => !ABSENT_WHEN_EMPTY.has(name))
      return store.replace({ ...Object.fromEntries(others), ...writeAnnotations(annotations) }, mayReplace)
    },
  }
}
