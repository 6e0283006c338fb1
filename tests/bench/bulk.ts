import { dirname } from 'node:path'
import type { ArticleChange, ArticleId } from '../../shared/model.ts'
import { makeLibrary } from './measure/make-library.ts'
import type { Runnable } from './measure/runnable.ts'

/**
 * Acting on many articles at once: seconds for each deed and its undoing, on a library that is wholly indexed.
 * Arguments: articles of the library (default 5,000); `--json` prints the figures as data.
 */
export default async function bulk(runnable: Runnable, args: readonly string[]): Promise<number> {
  // electron-store imports Electron's package, which in plain Node would fetch one; with this it only makes a path.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= dirname(runnable.electron.binary)
  const { tempLibrary } = await import('../helpers/temp-library.ts')
  const articles = Number(args.find((word) => /^\d+$/.test(word)) ?? 5000)
  const temp = tempLibrary()
  try {
    makeLibrary(temp.folder, { articles })
    const library = await temp.open()
    await library.upkeep.upToDate()
    const ids = (await library.list({ view: 'all', text: '', offset: 0, limit: articles })).rows.map((row) => row.article.id)
    let acted: readonly ArticleId[] = ids
    const change = (wanted: ArticleChange) => (): Promise<readonly ArticleId[]> => library.change(acted, wanted)
    const deeds: Readonly<Record<string, () => Promise<readonly ArticleId[]>>> = {
      archive: change({ archived: true }),
      'undo archive': change({ archived: false }),
      tag: change({ addTags: ['measured'] }),
      'undo tag': change({ removeTags: ['measured'] }),
      trash: () => library.delete(acted),
      'undo trash': () => library.restore(acted),
    }
    const figures: Record<string, number> = { articles }
    for (const [name, work] of Object.entries(deeds)) {
      const began = performance.now()
      if (!name.startsWith('undo')) acted = ids
      const changed = await work()
      if (name.startsWith('undo') && changed.length !== acted.length) throw new Error(`${name}: ${changed.length} of ${acted.length}`)
      acted = changed
      figures[name] = Math.round(performance.now() - began) / 1000
    }
    if (args.includes('--json')) console.log(JSON.stringify(figures))
    else for (const [name, value] of Object.entries(figures)) console.log(`${name.padEnd(16)}${String(value).padStart(10)}${name === 'articles' ? '' : ' s'}`)
    return 0
  } finally {
    await temp.remove()
  }
}
