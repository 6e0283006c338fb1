import { expect, test, vi } from 'vitest'
import { Failure } from '../../shared/errors.ts'
import { NoteKeeper } from '../../renderer/notes/note-keeper.ts'

/** A keeper with an editor that does as it is told, and a main that answers what a test says. */
function writing(note: string, stored: (note: string, before: string) => string = (text) => text) {
  const keeper = new NoteKeeper(note)
  const shown: { text: string; moved: number }[] = []
  const kept: [string, string][] = []
  keeper.use({
    keep: async (text, before) => {
      kept.push([text, before])
      return stored(text, before)
    },
    onText: (text, moved) => void shown.push({ text, moved }),
    onEnd: () => undefined,
    onProblem: () => undefined,
  })
  return { keeper, shown, kept }
}

test('words from elsewhere are shown where nothing is being written, and are no writing', async () => {
  const { keeper, shown, kept } = writing('One')
  keeper.meet('One and two')
  expect(shown).toEqual([{ text: 'One and two', moved: 0 }])
  await keeper.flush()
  expect(kept).toEqual([])
})

test('words from elsewhere that were put around what is being written stay around it', async () => {
  const { keeper, shown, kept } = writing('mine')
  keeper.type('mine, longer')
  keeper.meet('theirs\n\nmine')
  expect(shown).toEqual([{ text: 'theirs\n\nmine, longer', moved: 8 }])
  await keeper.flush()
  expect(kept).toEqual([['theirs\n\nmine, longer', 'theirs\n\nmine']])
})

test('other words in the place of what is being written: both stay', () => {
  const { keeper, shown } = writing('old')
  keeper.type('old, and mine')
  keeper.meet('theirs')
  expect(shown.at(-1)?.text).toBe('old, and mine\n\n⁂\n\ntheirs')
})

test('what main kept beside the words is shown, and typing went on meanwhile', async () => {
  const { keeper, shown, kept } = writing('', (text) => `theirs\n\n⁂\n\n${text}`)
  keeper.type('mine')
  const flushed = keeper.flush()
  keeper.type('mine, longer')
  // What is heard while something is being kept may be older than that.
  keeper.meet('old news')
  await flushed
  expect(shown).toEqual([{ text: 'theirs\n\n⁂\n\nmine, longer', moved: 'theirs\n\n⁂\n\n'.length }])
  await vi.waitFor(() => expect(kept.at(-1)).toEqual(['theirs\n\n⁂\n\nmine, longer', 'theirs\n\n⁂\n\nmine']))
})

test('words that could not be kept from here are not said to be unsaved once they were kept on another way', async () => {
  const keeper = new NoteKeeper('')
  const problems: (string | undefined)[] = []
  keeper.use({
    keep: () => Promise.reject(new Failure({ code: 'disk-full' })),
    onText: () => undefined,
    onEnd: () => undefined,
    onProblem: (problem) => void problems.push(problem),
  })
  keeper.type('mine')
  await keeper.flush()
  expect(problems).toEqual([expect.stringContaining('full')])
  keeper.meet('mine')
  expect(problems.at(-1)).toBeUndefined()
  expect(keeper.isKept).toBe(true)
})

test('words that are written while others cannot be kept are written on top of what is kept', async () => {
  const keeper = new NoteKeeper('old')
  const kept: [string, string][] = []
  let refuse = (): void => undefined
  keeper.use({
    keep: (text, before) => {
      kept.push([text, before])
      if (kept.length > 1) return Promise.resolve(text)
      return new Promise((_resolve, reject) => (refuse = () => reject(new Failure({ code: 'disk-full' }))))
    },
    onText: () => undefined,
    onEnd: () => undefined,
    onProblem: () => undefined,
  })
  keeper.type('old, more')
  const first = keeper.flush()
  keeper.type('old, more, and more')
  const second = keeper.flush()
  refuse()
  await Promise.all([first, second])
  expect(kept).toEqual([['old, more', 'old'], ['old, more, and more', 'old']])
  expect(keeper.isKept).toBe(true)
})
