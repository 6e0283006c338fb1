import { UsageError, type Command } from './command.ts'
import { singleLine } from './table.ts'

export const verifyCommand: Command = {
  name: 'verify',
  operands: '',
  summary: 'Check every file and the index',
  options: { repair: { help: 'repair what can be repaired without losing anything' } },
  details: 'The exit status is 1 while a problem is left.',
  prepare(words, options) {
    if (words.length > 0) throw new UsageError('it checks the whole library and takes no words')
    return async (at) => {
      const { problems, checked } = await at.api.verifyLibrary(options.flag('repair'))
      for (const { id, file, problem, repaired } of problems) {
        at.print(
          { ...(id === undefined ? {} : { id }), problem, repaired, ...(file === undefined ? {} : { file }) },
          `${repaired ? 'repaired' : 'problem '}  ${problem}  ${singleLine(file ?? id ?? '')}`,
        )
      }
      at.print({ checked, problems: problems.length }, `${checked} checked, ${problems.length} problems`)
      return problems.every((one) => one.repaired)
    }
  },
}
