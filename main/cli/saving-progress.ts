import { assertNever } from '../../shared/errors.ts'
import type { ArticleId, SavingStep } from '../../shared/model.ts'
import type { CommandContext } from './command.ts'
import { singleLine } from './table.ts'

/** Between two looks: often enough to seem alive, seldom enough to cost nothing. */
const LOOK_MS = 250

/** Shows on a terminal's stderr where saving stands, until the answered function is called. */
export function watchSaving({ api, world }: CommandContext, id: ArticleId): () => void {
  const { showProgress } = world
  if (showProgress === undefined) return () => undefined
  let watching = true
  const look = async (): Promise<void> => {
    const [article] = await api.getArticles([id])
    if (watching && article?.state.kind === 'saving') showProgress(`${stepText(article.state.step)}  ${singleLine(article.title)}`)
  }
  const timer = setInterval(() => {
    // What goes wrong here goes wrong in the saving itself as well, which reports it.
    look().catch(() => undefined)
  }, LOOK_MS)
  return () => {
    watching = false
    clearInterval(timer)
    showProgress('')
  }
}

function stepText(step: SavingStep): string {
  switch (step.kind) {
    case 'queued':
      return 'waiting'
    case 'waiting':
      return 'giving the site a pause'
    case 'fetching':
      return `fetching ${Math.round(step.bytes / 1_000)} kB`
    case 'rendering':
      return 'running its scripts'
    case 'cleaning':
      return 'cleaning'
    case 'pictures':
      return `pictures ${step.done}/${step.total}`
    case 'storing':
      return 'storing'
    default:
      return assertNever(step)
  }
}
