import { hasEnded } from '../../shared/batch.ts'
import type { BatchId, BatchOutcome, BatchState } from '../../shared/batch.ts'
import type { CommandContext } from './command.ts'
import type { Outcome } from './save.ts'
import type { Wanted } from './save-request.ts'

type Print = (at: CommandContext, input: string, outcome: Outcome) => boolean

/** Saves a list as a batch, and prints what came of each line as it ends; then what could not be begun. True when all was done. */
export async function saveList(at: CommandContext, lines: readonly string[], wanted: Wanted, print: Print): Promise<boolean> {
  const { api, world } = at
  const how = wanted.render ? { render: true } : {}
  const { id } = await api.saveBatch({ kind: 'words', words: lines, folder: world.cwd, tags: wanted.tags, ...how })
  const cancel = (): void => {
    api.actOnBatch(id, 'cancel').catch(() => undefined)
  }
  world.signal?.addEventListener('abort', cancel, { once: true })
  if (world.signal?.aborted) cancel()
  try {
    const all = await printOutcomes(at, id, print)
    const { invalid } = await api.batchReport(id)
    for (const { text } of invalid) print(at, text, { status: 'failed', error: { code: 'not-found', what: 'file' } })
    await api.actOnBatch(id, 'dismiss')
    return all && invalid.length === 0
  } finally {
    world.signal?.removeEventListener('abort', cancel)
    world.showProgress?.('')
  }
}

async function printOutcomes(at: CommandContext, id: BatchId, print: Print): Promise<boolean> {
  let all = true
  for (let printed = 0; ; ) {
    const { outcomes, state } = await at.api.batchOutcomes(id, printed)
    const ids = outcomes.flatMap(({ article }) => article ?? [])
    const articles = new Map((ids.length === 0 ? [] : await at.api.getArticles(ids)).map((article) => [article.id, article]))
    for (const one of outcomes) all = print(at, one.text, outcomeOf(one, one.article && articles.get(one.article))) && all
    printed += outcomes.length
    if (outcomes.length === 0 && hasEnded(state)) return all
    at.world.showProgress?.(progressText(state))
  }
}

function outcomeOf({ outcome, error }: BatchOutcome, article: (Outcome & { status: 'saved' })['article'] | undefined): Outcome {
  if ((outcome === 'saved' || outcome === 'known') && article !== undefined) {
    return { status: outcome === 'saved' ? 'saved' : 'updated', article }
  }
  const why = error ?? (outcome === 'cancelled' ? { code: 'cancelled' } : { code: 'not-found', what: 'article' })
  return { status: 'failed', error: why, ...(article && { article }) }
}

function progressText({ total, left, failed, ratePerMinute, secondsLeft }: BatchState): string {
  const speed = ratePerMinute === undefined || secondsLeft === undefined ? '' : `  ${Math.round(ratePerMinute)}/min  ${timeText(secondsLeft)} left`
  return `${total - left} of ${total}${failed > 0 ? `, ${failed} failed` : ''}${speed}`
}

function timeText(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  return seconds < 90 ? `${seconds} s` : minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}
