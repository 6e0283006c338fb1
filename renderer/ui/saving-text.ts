import { assertNever } from '../../shared/errors.ts'
import type { SavingStep } from '../../shared/model.ts'
import { sizeText } from './size-text.ts'

/** A step of saving, as the row and the status line say it. */
export function savingText(step: SavingStep): string {
  switch (step.kind) {
    case 'queued':
      return 'Waiting its turn'
    case 'waiting':
      return 'Giving the site a pause'
    case 'fetching':
      return step.bytes > 0 ? `Fetching, ${sizeText(step.bytes)}` : 'Fetching'
    case 'rendering':
      return 'Running its scripts'
    case 'cleaning':
      return 'Cleaning'
    case 'pictures':
      return `Pictures, ${step.done} of ${step.total}`
    case 'storing':
      return 'Storing'
    default:
      return assertNever(step)
  }
}

/** How far saving is, 0 to 1, for the line under the row; the steps take about so long. */
export function savingShare(step: SavingStep): number {
  switch (step.kind) {
    case 'queued':
      return 0.04
    case 'waiting':
      return 0.1
    case 'fetching':
      return 0.2
    case 'rendering':
      return 0.3
    case 'cleaning':
      return 0.4
    case 'pictures':
      return 0.5 + 0.4 * (step.total > 0 ? step.done / step.total : 1)
    case 'storing':
      return 0.95
    default:
      return assertNever(step)
  }
}

/** What a step does, for the row whose text is not there yet. */
export function savingSentence(step: SavingStep): string {
  switch (step.kind) {
    case 'queued':
      return 'Others are saved before it.'
    case 'waiting':
      return 'The site is busy or did not answer: it is asked again in a while.'
    case 'fetching':
      return 'Getting the page from its site.'
    case 'rendering':
      return 'Letting the page build itself, locked away in a hidden window.'
    case 'cleaning':
      return 'Taking out everything but the article.'
    case 'pictures':
      return 'Keeping its pictures on this disk.'
    case 'storing':
      return 'Writing it to your library.'
    default:
      return assertNever(step)
  }
}
