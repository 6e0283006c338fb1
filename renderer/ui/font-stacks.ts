/** The stacks of tokens.css. */
const STACKS = ['--font-ui', '--font-serif', '--font-sans', '--font-readable', '--font-mono']

/** The stacks as the style sheet has them. */
const whole = new Map<string, readonly string[]>()

/**
 * Takes families that this system lacks out of the stacks. On Linux the window asks another process for each of them, again
 * for each size and weight: 137 questions, more than half of the first layout (measured). The last of a stack, which is
 * generic, stays in any case.
 * @param present what `presentFonts` answered on this system
 */
export function leaveOutMissingFonts(present: readonly string[]): void {
  const there = new Set(present)
  for (const [name, families] of wholeStacks()) {
    const left = families.filter((family, index) => there.has(family) || index === families.length - 1)
    document.documentElement.style.setProperty(name, left.join(', '))
  }
}

/** The families of the stacks that this system has. It takes some 20 ms. */
export function presentFonts(): readonly string[] {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return []
  const widthOf = (fonts: string): number => {
    context.font = `40px ${fonts}`
    return context.measureText('mmmmmmmmmmlli Gg0@&').width
  }
  // A family that is not there is drawn with the one behind it; it cannot be as wide as both of these by chance.
  const behind = ['monospace', 'serif'].map((generic) => ({ generic, width: widthOf(generic) }))
  const families = new Set([...wholeStacks().values()].flat())
  return [...families].filter((family) => behind.some(({ generic, width }) => widthOf(`${family}, ${generic}`) !== width))
}

function wholeStacks(): ReadonlyMap<string, readonly string[]> {
  const style = getComputedStyle(document.documentElement)
  for (const name of whole.size > 0 ? [] : STACKS) {
    const families = style.getPropertyValue(name).split(',').map((family) => family.trim())
    if (families[0] !== '') whole.set(name, families)
  }
  return whole
}
