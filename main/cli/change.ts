import { Failure } from '../../shared/errors.ts'
import type { Api } from '../../shared/ipc.ts'
import type { ArticleId } from '../../shared/model.ts'
import { forEachId, readIds, UsageError, type Command, type CommandRun } from './command.ts'
import { singleLine } from './table.ts'

export const tagCommand: Command = {
  name: 'tag',
  operands: '<id>…',
  summary: 'Add and remove tags',
  options: {
    add: { value: 'tag', repeatable: true, help: 'a tag to add; may be repeated; --tag serves too' },
    tag: { value: 'tag', repeatable: true, help: '' },
    remove: { value: 'tag', repeatable: true, help: 'a tag to remove; may be repeated' },
  },
  prepare(words, options) {
    const addTags = [...options.texts('add'), ...options.texts('tag')]
    const removeTags = options.texts('remove')
    if (addTags.length + removeTags.length === 0) throw new UsageError('--add or --remove names a tag')
    return change(readIds(words), 'tagged', (api, ids) => api.changeArticles(ids, { addTags, removeTags }))
  },
}

export const archiveCommand = simple('archive', 'Move articles to the archive', 'archived', (api, ids) =>
  api.changeArticles(ids, { archived: true }),
)

export const unarchiveCommand = simple('unarchive', 'Bring articles back from the archive', 'unarchived', (api, ids) =>
  api.changeArticles(ids, { archived: false }),
)

export const favouriteCommand: Command = {
  name: 'favourite',
  operands: '<id>…',
  summary: 'Mark articles as favourites',
  options: { off: { help: 'take the mark away' } },
  prepare(words, options) {
    const favourite = !options.flag('off')
    const status = favourite ? 'favourite' : 'unfavourite'
    return change(readIds(words), status, (api, ids) => api.changeArticles(ids, { favourite }))
  },
}

export const deleteCommand = simple('delete', 'Move articles to the trash', 'deleted', (api, ids) => api.deleteArticles(ids))

export const restoreCommand = simple('restore', 'Bring articles back from the trash', 'restored', (api, ids) =>
  api.restoreArticles(ids),
)

type Change = (api: Api, ids: readonly ArticleId[]) => Promise<unknown>

function simple(name: string, summary: string, status: string, work: Change): Command {
  return {
    name,
    operands: '<id>…',
    summary,
    options: {},
    prepare: (words) => change(readIds(words), status, work),
  }
}

/** Makes a change to one article after the other; one that is so already counts as done. */
function change(ids: readonly ArticleId[], status: string, work: Change): CommandRun {
  return (at) =>
    forEachId(at, ids, async (id) => {
      const [article] = await at.api.getArticles([id])
      if (article === undefined) throw new Failure({ code: 'not-found', what: 'article' })
      await work(at.api, [id])
      at.print({ id, status }, `${status}  ${id}  ${singleLine(article.title)}`)
    })
}
