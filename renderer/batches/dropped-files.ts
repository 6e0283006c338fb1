/** A file that was dropped, perhaps in a folder; it is read when it is asked for. */
export interface DroppedFile {
  /** Its name, with the folders above it. */
  readonly path: string
  readonly file: () => Promise<File>
}

/** Everything that was dropped, with what is in folders: `entries` where the system gives them, else the files alone. */
export async function droppedFiles(entries: readonly FileSystemEntry[], files: readonly File[]): Promise<readonly DroppedFile[]> {
  if (entries.length === 0) return files.map((file) => ({ path: file.name, file: async () => file }))
  const found: DroppedFile[] = []
  for (const entry of entries) await walk(entry, found)
  return found
}

async function walk(entry: FileSystemEntry, files: DroppedFile[]): Promise<void> {
  if (entry.name.startsWith('.')) return
  if (entry.isFile) {
    const file = entry as FileSystemFileEntry
    files.push({ path: entry.fullPath.replace(/^\//, ''), file: () => new Promise((resolve, reject) => file.file(resolve, reject)) })
    return
  }
  const children = await childrenOf(entry as FileSystemDirectoryEntry)
  const names = new Set(children.map(({ name }) => name))
  for (const child of children.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    // What browsers put beside a saved page is a part of it.
    const page = child.isDirectory && child.name.endsWith('_files') && child.name.slice(0, -6)
    if (!page || ![`${page}.html`, `${page}.htm`].some((name) => names.has(name))) await walk(child, files)
  }
}

/** Chromium answers a hundred at a time. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}
