import { assertNever } from '../../shared/errors.ts'
import type { PictureProblem } from '../../shared/model.ts'

/** Why a picture is missing, as the end of a list line. */
export function pictureProblemText(problem: PictureProblem, status?: number): string {
  switch (problem) {
    case 'http':
      return status ? `the site answered with error ${status}` : 'the site answered with an error'
    case 'unreachable':
      return 'its site could not be reached'
    case 'timeout':
      return 'it took too long'
    case 'too-large':
      return 'larger than the limit for one picture'
    case 'article-limit':
      return 'over the limit for one article'
    case 'not-a-picture':
      return 'not a picture'
    case 'too-many-pixels':
      return 'too many pixels to open safely'
    case 'blocked':
      return 'its address is not fetched'
    case 'truncated':
      return 'it broke off before its end'
    case 'disk':
      return 'it could not be written to the disk'
    case 'cancelled':
      return 'you stopped it'
    case 'not-wanted':
      return 'keeping pictures is switched off'
    default:
      return assertNever(problem)
  }
}
