/** One change to a library, as `busy-library.ts` makes and announces it. */
export type Operation =
  | { readonly name: 'begin' | 'add'; readonly title: string }
  | { readonly name: 'finish'; readonly title: string }
  | { readonly name: 'version'; readonly title: string }
  /** An older version becomes the current one again. */
  | { readonly name: 'restore-version'; readonly title: string }
  /** The text before the last cleaning comes back. */
  | { readonly name: 'put-back'; readonly title: string }
  | { readonly name: 'tag'; readonly tag: string }
  | { readonly name: 'archive'; readonly archived: boolean }
  | { readonly name: 'note'; readonly text: string }
  | { readonly name: 'picture'; readonly content: string }
  | { readonly name: 'position'; readonly offset: number }
  | { readonly name: 'highlight'; readonly note: string }
  | { readonly name: 'unhighlight'; readonly note: string }
  | { readonly name: 'renote'; readonly note: string; readonly to: string }
  | { readonly name: 'delete' | 'restore' | 'purge' }

/** What is known of an article from what was announced: everything a reader would miss. */
export interface Known {
  readonly place: 'live' | 'trash' | 'gone'
  readonly title: string
  readonly ready: boolean
  readonly tags: readonly string[]
  readonly archived: boolean
  readonly note: string
  /** Notes of the highlights, each unique. */
  readonly highlights: readonly string[]
  readonly offset: number
  /** Titles of all its versions, new before old; the current one's is the article's. */
  readonly versions: readonly string[]
}

/** Words that every body has. */
export const highlightable = 'words to keep'

/** A body that changes with its title. */
export function bodyFor(title: string): string {
  return `<p>About ${title}, with some ${highlightable} in the middle.</p><p>${'Filling. '.repeat(300)}</p>`
}

/** An article as `begin` makes it. */
export function begun(title: string): Known {
  return { place: 'live', title, ready: false, tags: ['new'], archived: false, note: '', highlights: [], offset: 0, versions: [title] }
}

/** An article as `whole.add` makes it. */
export function added(title: string): Known {
  return { ...begun(title), ready: true }
}

/** An article after an operation. */
export function after(known: Known, operation: Operation): Known {
  switch (operation.name) {
    case 'begin':
    case 'add':
    case 'picture':
      return known
    case 'finish':
    case 'put-back':
      return { ...known, title: operation.title, ready: true, versions: known.versions.map((one) => (one === known.title ? operation.title : one)) }
    case 'restore-version':
      return { ...known, title: operation.title }
    case 'version':
      return { ...known, title: operation.title, versions: [operation.title, ...known.versions] }
    case 'tag':
      return { ...known, tags: [...known.tags, operation.tag] }
    case 'archive':
      return { ...known, archived: operation.archived }
    case 'note':
      return { ...known, note: operation.text }
    case 'position':
      return { ...known, offset: operation.offset }
    case 'highlight':
      return { ...known, highlights: [...known.highlights, operation.note].sort() }
    case 'unhighlight':
      return { ...known, highlights: known.highlights.filter((note) => note !== operation.note) }
    case 'renote':
      return { ...known, highlights: known.highlights.map((note) => (note === operation.note ? operation.to : note)).sort() }
    case 'delete':
      return { ...known, place: 'trash' }
    case 'restore':
      return { ...known, place: 'live' }
    case 'purge':
      return { ...known, place: 'gone' }
  }
}
