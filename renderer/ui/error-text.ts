import { durationText } from '../../shared/duration-text.ts'
import { assertNever } from '../../shared/errors.ts'
import type { AppError } from '../../shared/errors.ts'
import { sizeText } from './size-text.ts'

/** What happened, in a sentence, and what the reader can do about it. */
export interface ErrorText {
  readonly what: string
  readonly advice: string
}

/** An error in the reader's words. Does not compile while a code of `shared/errors.ts` has no sentence here. */
export function errorText(error: AppError): ErrorText {
  switch (error.code) {
    case 'invalid-address':
      return { what: 'That is not a web address.', advice: 'An address looks like example.org/story.' }
    case 'offline':
      return { what: 'This computer is not connected to the internet.', advice: 'Connect, then retry.' }
    case 'unreachable':
      return { what: `${error.host} could not be reached.`, advice: 'Check the address and your connection, then retry.' }
    case 'certificate':
      return {
        what: `${error.host} could not prove that it is the real one.`,
        advice: 'Its certificate is not valid, so nothing was fetched. Try later, or save a copy of the page as a file.',
      }
    case 'timeout':
      return { what: `The site did not answer within ${error.seconds} seconds.`, advice: 'It may be busy: retry in a while.' }
    case 'http':
      return httpText(error.status, error.retryAfter)
    case 'too-many-redirects':
      return { what: 'The address keeps pointing to another address.', advice: 'Open it in your browser and save the address it ends at.' }
    case 'blocked-address':
      return { what: `The page led to ${error.address}, which is not fetched.`, advice: 'Lectern follows web addresses only.' }
    case 'too-large':
      return { what: `It is larger than ${sizeText(error.limit)}.`, advice: 'Save a smaller page, or a part of it as a file.' }
    case 'truncated':
      return { what: 'The page broke off before its end.', advice: 'Retry to fetch all of it.' }
    case 'not-a-page':
      return { what: `This is not a page but ${error.type || 'something else'}.`, advice: 'Lectern saves web pages and text.' }
    case 'no-article':
      return { what: 'No article was found on this page.', advice: 'It may need a log-in: open it in Lectern’s browser and save what you see.' }
    case 'too-complex':
      return { what: 'The page is too complex to clean.', advice: 'The original is kept. Try again, or open it in your browser.' }
    case 'cancelled':
      return { what: 'You stopped this.', advice: 'Retry whenever you like.' }
    case 'cannot-render':
      return error.why === 'root'
        ? { what: 'Lectern runs as root, where a page’s scripts have no sandbox.', advice: 'Start it as an ordinary user, then try again.' }
        : { what: 'Pages cannot run their scripts here.', advice: 'Open the Lectern window and save the page there.' }
    case 'already-saved':
      return { what: 'This article is in your library already.', advice: 'The page led to one that was saved before.' }
    case 'passage-not-found':
      return { what: 'That passage is not in the article.', advice: 'Select some of its words and try again.' }
    case 'not-found':
      return { what: `The ${error.what} is not there any more.`, advice: 'It may have been deleted from another window or machine.' }
    case 'not-ready':
      return { what: 'The article is not saved yet.', advice: 'Wait until it is, or retry if it failed.' }
    case 'invalid-argument':
      return { what: 'Lectern asked itself for something impossible.', advice: error.problem }
    case 'invalid-query':
      return { what: 'This search cannot be understood.', advice: error.problem }
    case 'disk-full':
      return { what: 'The disk is full.', advice: 'Nothing that was saved is lost. Make some room, then retry.' }
    case 'read-only':
      return { what: `The ${error.what} can be read but not changed.`, advice: 'Check the permissions of its folder.' }
    case 'library-away':
      return { what: `The library’s folder is not there just now: ${error.folder}.`, advice: 'Connect its disk or share again; nothing else is needed.' }
    case 'library-in-use':
      return { what: 'Another Lectern has this library open.', advice: 'Close the other one, then try again.' }
    case 'damaged':
      return { what: `${error.file} is damaged.`, advice: 'It was kept as it is. Restore it from a backup, or save the article again.' }
    case 'newer-version':
      return { what: `${error.file} was written by a newer Lectern.`, advice: 'Update Lectern to open it. Nothing was changed.' }
    case 'disk-error':
      return { what: `The disk answered with an error (${error.name}).`, advice: 'Check that the disk is connected and healthy, then retry.' }
    case 'unexpected':
      return { what: 'Something went wrong inside Lectern.', advice: 'Try again. The log has the details.' }
    default:
      return assertNever(error)
  }
}

function httpText(status: number, retryAfter: number | undefined): ErrorText {
  if (status === 404 || status === 410) return { what: `The page does not exist (${status}).`, advice: 'Check the address.' }
  if (status === 401 || status === 403) {
    return { what: `The site refuses this page (${status}).`, advice: 'It may need a log-in: open it in Lectern’s browser and save what you see.' }
  }
  if (status === 429 || status === 503) {
    const wait = retryAfter ? `in ${durationText(retryAfter)}` : 'in a while'
    return { what: `The site is busy (${status}).`, advice: `Retry ${wait}.` }
  }
  return { what: `The site answered with error ${status}.`, advice: 'Retry in a while.' }
}
