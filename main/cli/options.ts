import { parseArgs } from 'node:util'
import { UsageError } from './command.ts'

export interface Option {
  /** How its value is called in the help; absent for a flag. */
  readonly value?: string
  readonly repeatable?: boolean
  readonly help: string
}

export type OptionList = Readonly<Record<string, Option>>

/** The options as given, read by name. */
export interface GivenOptions {
  flag(name: string): boolean
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  /** @throws UsageError when it is no whole number of at least 1 */
  count(name: string): number | undefined
  /** @throws UsageError when it is none of `allowed` */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined
}

/**
 * Splits a command's arguments into words and options; options may stand anywhere, and `--` ends them.
 * @throws UsageError for an option that is not in the list, lacks its value or has one too many
 */
export function readOptions(args: readonly string[], list: OptionList): { readonly words: readonly string[]; readonly options: GivenOptions } {
  const options = Object.fromEntries(
    Object.entries(list).map(([name, { value, repeatable }]) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: repeatable === true },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    return { words: positionals, options: givenOptions(values) }
  } catch (error) {
    // Node's sentences name the option; what follows them is advice for programmers.
    if (error instanceof TypeError) throw new UsageError(error.message.split('. ')[0]?.replace(/\.$/, '') ?? '')
    throw error
  }
}

function givenOptions(values: Readonly<Record<string, unknown>>): GivenOptions {
  const text = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    flag: (name) => values[name] === true,
    text,
    texts: (name) => (Array.isArray(values[name]) ? values[name].map(String) : []),
    count: (name) => {
      const value = text(name)
      if (value !== undefined && !/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`--${name} takes a whole number`)
      return value === undefined ? undefined : Number(value)
    },
    oneOf: (name, allowed) => {
      const value = text(name)
      const found = allowed.find((one) => one === value)
      if (value !== undefined && found === undefined) throw new UsageError(`--${name} takes one of ${allowed.join(', ')}`)
      return found
    },
  }
}
