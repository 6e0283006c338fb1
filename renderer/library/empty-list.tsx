import type { View } from '../../shared/list.ts'
import { queryParts } from '../../shared/query.ts'
import { Button } from '../ui/button.tsx'
import { errorText } from '../ui/error-text.ts'
import type { IconName } from '../ui/icons.tsx'
import { StatePage } from '../ui/state-page.tsx'
import { saveFiles } from './library-actions.ts'
import { useLibrary } from './library-store.ts'
import { ask } from './list-question.ts'
import { reload } from './reload.ts'
import { VIEW_LABELS } from './view-labels.ts'

const EMPTY: Readonly<Record<View, { readonly title: string; readonly text: string }>> = {
  inbox: { title: 'Nothing to read, yet', text: 'Paste an address above, or drop a link, a page or a text file anywhere in this window.' },
  reading: { title: 'No article begun', text: 'Articles you have started and not finished wait here, at the paragraph where you stopped.' },
  archive: { title: 'The archive is empty', text: 'What you have read and want to keep goes here. Press E on an article.' },
  favourites: { title: 'No favourites yet', text: 'Press S on an article that you will want to find again.' },
  all: { title: 'The library is empty', text: 'Paste an address above, or drop a link, a page or a text file anywhere in this window.' },
  trash: { title: 'The trash is empty', text: 'Deleted articles wait here until you delete them for good.' },
}

/** In place of a list with nothing in it: why, and what to do. */
export function EmptyList() {
  const { view, tag, text } = useLibrary((state) => state.query)
  const error = useLibrary((state) => state.error)
  if (error) {
    const { what, advice } = errorText(error)
    return (
      <StatePage icon="warning" title={what} text={advice} role="alert">
        {error.code !== 'invalid-query' && (
          <Button icon="retry" onClick={reload}>
            Try again
          </Button>
        )}
      </StatePage>
    )
  }
  if (text.trim()) {
    const where = tag ? `#${tag}` : VIEW_LABELS[view].label
    return (
      <StatePage icon="search" title="Nothing found" text={nothingFound(text, where)}>
        <Button onClick={() => ask({ text: '' })}>Clear search</Button>
      </StatePage>
    )
  }
  const { title, text: advice } = tag ? { title: `Nothing tagged #${tag}`, text: 'Press T on an article to tag it.' } : EMPTY[view]
  const icon: IconName = tag ? 'tag' : VIEW_LABELS[view].icon
  return (
    <StatePage icon={icon} title={title} text={advice}>
      {(view === 'inbox' || view === 'all') && !tag && (
        <Button icon="files" onClick={() => void saveFiles()}>
          Save files…
        </Button>
      )}
    </StatePage>
  )
}

function nothingFound(text: string, where: string): string {
  const parts = queryParts(text)
  if (parts.some(({ kind }) => kind === 'filter')) return `No article in ${where} is all of that. Take out a filter or a word, or look in another view.`
  return `No article in ${where} has “${text.trim()}” in its title, text, highlights or notes.`
}
