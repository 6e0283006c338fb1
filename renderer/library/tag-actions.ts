import type { ArticleId } from '../../shared/model.ts'
import { api } from '../api.ts'
import { attempt } from '../attempt.ts'
import { becoming, carryOut } from '../history.ts'
import { currentRoute, go } from '../route.ts'
import { openOverlay } from '../shell-store.ts'
import { bulkDeed } from './bulk-deed.ts'
import { EVERY } from './library-store.ts'

/** Asks for another name of a tag, on all articles that have it. */
export function askToRenameTag(tag: string): void {
  openOverlay({
    kind: 'name',
    title: 'Rename the tag',
    label: 'Name',
    value: tag,
    hint: 'On every article that has it. A tag of the new name that is there already becomes one with it.',
    action: 'Rename',
    run: (name) => void renameTag(tag, name.replace(/^#/, '').trim()),
  })
}

/** Takes a tag off all articles, those in the trash too. */
export function removeTag(tag: string): Promise<void> {
  return attempt(async () => {
    const ids = await becoming(tagged(tag))
    leave(tag)
    await carryOut(
      bulkDeed(
        {
          did: (what) => `Took “${tag}” off ${what}`,
          doing: 'Taking a tag off',
          undoing: 'Tagging',
          run: (those, job) => api.changeArticles(those, { removeTags: [tag] }, job),
          undo: (those, job) => api.changeArticles(those, { addTags: [tag] }, job),
        },
        ids,
      ),
    )
  })
}

function renameTag(tag: string, name: string): Promise<void> {
  if (name === '' || name === tag) return Promise.resolve()
  return attempt(async () => {
    // Those that had both keep the new one when it is taken back.
    const [ids, had] = await becoming(Promise.all([tagged(tag), taggedWithBoth(tag, name)]))
    const both = new Set(had)
    const back = { removeTags: [name], addTags: [tag] }
    await carryOut(
      bulkDeed(
        {
          did: (what) => `Renamed “${tag}” to “${name}” on ${what}`,
          doing: 'Renaming a tag on',
          undoing: 'Renaming a tag back on',
          run: (those, job) => api.changeArticles(those, { removeTags: [tag], addTags: [name] }, job),
          undo: async (those, job) => {
            const renamed = await api.changeArticles(those.filter((id) => !both.has(id)), back, job) // prettier-ignore
            const others = those.filter((id) => both.has(id))
            return others.length === 0 ? renamed : [...renamed, ...(await api.changeArticles(others, { addTags: [tag] }, job))]
          },
        },
        ids,
      ),
    )
    if (currentRoute().tag === tag) go({ view: currentRoute().view, tag: name }, 'replace')
  })
}

async function tagged(tag: string): Promise<readonly ArticleId[]> {
  const query = { tag, text: '', offset: 0, limit: EVERY }
  return [...(await api.articleIds({ ...query, view: 'all' })), ...(await api.articleIds({ ...query, view: 'trash' }))]
}

/** Of the same tag in another spelling there are none. */
async function taggedWithBoth(tag: string, other: string): Promise<readonly ArticleId[]> {
  // Loaded when it is asked for: it knows the scripts of the world, and the first frame needs none of that.
  const { tagKey } = await import('../../shared/tag-key.ts')
  if (tagKey(tag) === tagKey(other)) return []
  const others = new Set(await tagged(other))
  return (await tagged(tag)).filter((id) => others.has(id))
}

/** The list of a tag that is no more is of no use. */
function leave(tag: string): void {
  if (currentRoute().tag === tag) go({ view: 'all' }, 'replace')
}
