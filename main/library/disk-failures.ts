import { Failure } from '../../shared/errors.ts'

/** What a system error means, as a `Failure`; a `Failure` and what is no system error pass unchanged. */
export function asFailure(error: unknown): unknown {
  const name = systemCode(error)
  if (error instanceof Failure || name === undefined) return error
  switch (name) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Failure({ code: 'disk-full' }, { cause: error })
    case 'EROFS':
      return new Failure({ code: 'read-only', what: 'library' }, { cause: error })
    case 'EACCES':
    case 'EPERM':
      return new Failure({ code: 'read-only', what: 'file' }, { cause: error })
    case 'ENOENT':
      return new Failure({ code: 'not-found', what: 'file' }, { cause: error })
    default:
      return new Failure({ code: 'disk-error', name }, { cause: error })
  }
}

/** A system error's name, such as `ENOENT`; `undefined` for what is no system error. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

/** Whether an error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return systemCode(error) === 'ENOENT'
}
