import { forEachId, readIds, type Command } from './command.ts'

export const cleanCommand: Command = {
  name: 'clean',
  operands: '<id>…',
  summary: 'Clean articles again from the kept original, and find their highlights again',
  options: {},
  prepare(words) {
    const ids = readIds(words)
    return (at) =>
      forEachId(at, ids, async (id) => {
        const { anchored, lost } = await at.api.cleanAgain(id)
        at.print({ id, status: 'cleaned', anchored, lost }, `cleaned  ${id}  ${anchored} highlights found, ${lost} lost`)
      })
  },
}
