import { expect, test } from 'vitest'
import type { AppError } from '../../shared/errors.ts'
import { errorText } from '../../renderer/ui/error-text.ts'

const SOME: readonly AppError[] = [
  { code: 'invalid-address', address: 'x' },
  { code: 'offline' },
  { code: 'http', status: 404 },
  { code: 'http', status: 403 },
  { code: 'http', status: 500 },
  { code: 'too-large', limit: 25_000_000 },
  { code: 'disk-full' },
  { code: 'read-only', what: 'library' },
  { code: 'damaged', file: 'articles/ab/article.json' },
  { code: 'unexpected' },
]

test('every error says what happened and what to do, in sentences', () => {
  for (const error of SOME) {
    const { what, advice } = errorText(error)
    expect(what, error.code).toMatch(/^[A-Z].+\.$|^articles.+\.$/)
    expect(advice, error.code).toMatch(/^[A-Z].+\.$/)
  }
})

test('a busy site says when to come back', () => {
  expect(errorText({ code: 'http', status: 429, retryAfter: 30 }).advice).toBe('Retry in 30 seconds.')
  expect(errorText({ code: 'http', status: 503, retryAfter: 600 }).advice).toBe('Retry in 10 minutes.')
  expect(errorText({ code: 'http', status: 503, retryAfter: 7_200 }).advice).toBe('Retry in 2 hours.')
  expect(errorText({ code: 'http', status: 503, retryAfter: 30_708_275_076 }).advice).toBe('Retry in a long time.')
})
