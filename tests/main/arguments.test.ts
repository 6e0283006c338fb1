import { describe, expect, test } from 'vitest'
import { readTags, readText } from '../../main/argument-values.ts'
import * as read from '../../main/arguments.ts'
import { Failure } from '../../shared/errors.ts'
import { fc } from '../helpers/fc.ts'

const ID = '01jd0000000000000000000000'

describe('arguments of calls', () => {
  test.each(['../../etc/passwd', `${ID}/..`, ID.toUpperCase(), '', `${ID} `, 'con', null, 5, {}])(
    'refuses %j as an id',
    (id) => expect(() => read.readId(id)).toThrow(Failure),
  )

  test('takes an id, and leaves foreign ones out of a list', () => {
    expect(read.readId(ID)).toBe(ID)
    expect(read.readIds([ID, '../x', 4])).toEqual([ID])
  })

  test('cleans tags', () => {
    expect(readTags([' a  b ', 'a b', '', 'c'])).toEqual(['a b', 'c'])
  })

  test('keeps only what belongs to a save request', () => {
    const request = { kind: 'address', address: 'https://a.example/', path: '/etc/passwd', tags: ['x'] }
    expect(read.readSaveRequest(request)).toEqual({ kind: 'address', address: 'https://a.example/', tags: ['x'] })
  })

  test('refuses a file whose bytes are none', () => {
    expect(() => read.readSaveRequest({ kind: 'file', name: 'a.html', bytes: 'x' })).toThrow(Failure)
  })

  test('makes lone surrogates well-formed', () => {
    expect(readText('a\ud800b', 'note').isWellFormed()).toBe(true)
  })

  const readers = Object.entries(read).filter(([name]) => name.startsWith('read'))
  test.each(readers)('%s refuses anything at all with a typed error or gives a value', (_name, reader) => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          ;(reader as (value: unknown, what: string) => unknown)(value, 'value')
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Failure)
        }
      }),
    )
  })
})
