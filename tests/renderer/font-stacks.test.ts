import { afterEach, expect, test } from 'vitest'
import { leaveOutMissingFonts, presentFonts } from '../../renderer/ui/font-stacks.ts'
import '../../renderer/ui/tokens.css'

const root = document.documentElement
const STACKS = ['--font-ui', '--font-serif', '--font-sans', '--font-readable', '--font-mono']
const stack = (name: string): readonly string[] =>
  getComputedStyle(root).getPropertyValue(name).split(',').map((family) => family.trim())

afterEach(() => {
  for (const name of STACKS) root.style.removeProperty(name)
})

/** How wide a line is in each stack. */
function widths(): readonly number[] {
  return STACKS.map((name) => {
    const line = document.createElement('span')
    line.textContent = 'The quick brown fox, 図書館 and ΑΒΓ'
    line.style.fontFamily = `var(${name})`
    document.body.append(line)
    const { width } = line.getBoundingClientRect()
    line.remove()
    return width
  })
}

test('families that are not there are left out, and every line looks as it did', () => {
  const before = { whole: STACKS.map(stack), widths: widths() }
  leaveOutMissingFonts(presentFonts())
  expect(widths()).toEqual(before.widths)
  STACKS.forEach((name, index) => {
    const whole = before.whole[index] ?? []
    expect(whole).toEqual(expect.arrayContaining([...stack(name)]))
    expect(stack(name).at(-1)).toBe(whole.at(-1))
  })
  expect(STACKS.flatMap(stack).length).toBeLessThan(before.whole.flat().length)
})

test('what is there is found in the whole stacks, also after some were left out', () => {
  const present = presentFonts()
  leaveOutMissingFonts([])
  expect(STACKS.map((name) => stack(name).length)).toEqual(STACKS.map(() => 1))
  expect(presentFonts()).toEqual(present)
})
