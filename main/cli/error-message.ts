import { durationText } from '../../shared/duration-text.ts'
import { assertNever, type AppError } from '../../shared/errors.ts'

/** An error as one English sentence for a terminal or a log. The code beside it is what scripts should read. */
export function errorMessage(error: AppError): string {
  switch (error.code) {
    case 'invalid-address':
      return `${error.address} is no http or https address`
    case 'offline':
      return 'there is no network'
    case 'unreachable':
      return `${error.host} cannot be reached`
    case 'certificate':
      return `the certificate of ${error.host} is not valid`
    case 'timeout':
      return `no complete answer within ${error.seconds} seconds`
    case 'http':
      return `the server answered with status ${error.status}${error.retryAfter === undefined ? '' : ` (try again in ${durationText(error.retryAfter)})`}`
    case 'too-many-redirects':
      return 'too many redirects'
    case 'blocked-address':
      return `${error.address} must not be fetched`
    case 'too-large':
      return `larger than ${Math.round(error.limit / 1_000_000)} MB`
    case 'truncated':
      return 'the page ended before its end'
    case 'not-a-page':
      return `not a page but ${error.type}`
    case 'no-article':
      return 'no article was found on the page'
    case 'too-complex':
      return 'the page takes too much time or memory to clean'
    case 'cannot-render':
      return error.why === 'root'
        ? 'scripts of a page are not run as root, where there is no sandbox'
        : 'pages cannot run their scripts here without a display'
    case 'already-saved':
      return `the address leads to an article that is in the library already (${error.id})`
    case 'cancelled':
      return 'cancelled'
    case 'passage-not-found':
      return 'the quote does not stand in the article'
    case 'not-found':
      return `there is no such ${error.what}`
    case 'not-ready':
      return 'the article is not saved, so there is nothing to read yet'
    case 'invalid-argument':
      return error.problem
    case 'invalid-query':
      return `the search cannot be understood from character ${error.position + 1} on: ${error.problem}`
    case 'disk-full':
      return 'the disk is full'
    case 'read-only':
      return `the ${error.what} cannot be written to`
    case 'library-away':
      return error.atStart === undefined
        ? `the library’s folder is not there just now: ${error.folder}`
        : `the library is not where it was: ${error.folder} (${counted(error.atStart.articles)}). Connect its disk or share, or name ` +
            'another folder with --library; nothing was made in its place. Only if it is gone for good: --new-library begins a new one there'
    case 'library-in-use':
      return 'another Lectern has this library open and does not answer'
    case 'damaged':
      return `${error.file} is damaged; it was left as it is`
    case 'newer-version':
      return `${error.file} was written by a newer Lectern`
    case 'disk-error':
      return `the disk answered with an error (${error.name})`
    case 'unexpected':
      return "a fault of Lectern's own; the log has it"
    default:
      return assertNever(error)
  }
}

function counted(articles: number): string {
  return articles === 1 ? 'one article' : `${articles.toLocaleString('en')} articles`
}
