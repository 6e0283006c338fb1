const said = new Set()

/**
 * Tells the person at the terminal something in one line. It goes to stderr: stdout belongs to the command that runs.
 * The same line is said once only.
 * @param {string} line
 */
export function say(line) {
  if (said.has(line)) return
  said.add(line)
  process.stderr.write(`${line}\n`)
}

/** A failure that is told to the person as it is, without a stack: it says what to do. */
export class Advice extends Error {}
