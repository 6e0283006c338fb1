import path from 'node:path'
import { startIndex } from './index/index-client.ts'
import { layoutOf } from './layout.ts'
import { Library } from './library.ts'
import { libraryContext } from './library-context.ts'
import { keepLibraryId } from './library-file.ts'
import type { LibraryOptions } from './library-options.ts'
import { indexFolder, prepareFolders } from './prepare-folders.ts'
import { completeAllWaiting } from './put-in-place.ts'

/**
 * Opens a library. Resolves as soon as lists can be answered; comparing the folder with the index, and building it anew
 * where it is missing or broken, go on in the background.
 * @throws Failure disk-full, disk-error when the folder can be neither made nor read
 */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const layout = layoutOf(path.resolve(options.folder))
  const readOnly = !(await prepareFolders(layout))
  const id = await keepLibraryId(layout, { readOnly, before: options.idBefore, now: options.now?.() ?? new Date() })
  const stateFolder = await indexFolder(options.stateFolder, layout.root, id)
  let startOver = () => {}
  const index = await startIndex(
    options.indexWorker,
    { library: layout.root, file: path.join(stateFolder, 'index.db') },
    () => startOver(),
  )
  const context = libraryContext({
    layout,
    id,
    index,
    readOnly,
    device: options.device.replace(/[^\w-]/g, '-').slice(0, 64) || 'device',
    now: options.now ?? (() => new Date()),
    onChange: options.onChange,
    onAnnotationsChange: options.onAnnotationsChange,
  })
  await completeAllWaiting(context)
  const library = new Library(context, options.quietMs ?? 1500, id)
  startOver = () => library.upkeep.rebuild()
  // An index that is built anew has nothing to show for a moment, which would look like an empty library.
  await library.upkeep.hasFirstRows()
  return library
}
