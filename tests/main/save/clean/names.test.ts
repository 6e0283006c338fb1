import { describe, expect, test } from 'vitest'
import { cleanByline } from '../../../../main/save/clean/names.ts'

describe('names of a byline', () => {
  test.each([
    ['By Ada Brook', ['Ada Brook']],
    ['By Ada Brook and Ben Hale', ['Ada Brook', 'Ben Hale']],
    ['Posted on June 5, 2024 by Ada Brook', ['Ada Brook']],
    ['By Ada Brook ⋅ Review Editor ⋅ Updated June 5, 2024', ['Ada Brook']],
    ['Ada Brook Senior Reporter', ['Ada Brook']],
    ['& Ada Brook Writer, Hardware', ['Ada Brook']],
  ])('%s', (raw, names) => expect(cleanByline(raw)).toEqual(names))

  test.each([['Ada Brook, Dietitian'], ['Ada Brook, CFA®'], ['Ada Brook CPP, PSP'], ['Ada Brook, Director of Gardens, The Green House'], ['Ada Brook, CEO of Brook & Sons']])(
    'what is written right behind a name belongs to it: %s',
    (raw) => expect(cleanByline(raw)).toEqual([raw]),
  )

  test('a role that stands apart is left out, and is nobody', () => {
    expect(cleanByline('Ada Brook , Town Columnist')).toEqual(['Ada Brook'])
    expect(cleanByline('Ada Brook, Privacy and Security Expert & Ben Hale, Home Expert')).toEqual(['Ada Brook', 'Ben Hale'])
  })

  test('an institution with an "and" in its name stays one', () => {
    expect(cleanByline('Centre for Tool Testing and Repair')).toEqual(['Centre for Tool Testing and Repair'])
  })
})
