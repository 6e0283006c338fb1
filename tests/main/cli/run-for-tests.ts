import { runCli, type CliWorld, type ExitStatus } from '../../../main/cli.ts'
import type { Api } from '../../../shared/ipc.ts'

export interface RunResult {
  readonly status: ExitStatus
  readonly out: readonly string[]
  readonly err: readonly string[]
  /** The lines of stdout as JSON. */
  readonly lines: readonly Record<string, unknown>[]
  /** The library folders that were opened and closed. */
  readonly opened: readonly (string | undefined)[]
  readonly closed: number
}

/** Runs a command on an Api that has only the calls given; another one throws. Files are by absolute path. */
export async function runForTests(
  api: Partial<Api>,
  args: readonly string[],
  more: Partial<CliWorld> & { readonly files?: Readonly<Record<string, string>>; readonly stdin?: string } = {},
): Promise<RunResult> {
  const out: string[] = []
  const err: string[] = []
  const opened: (string | undefined)[] = []
  let closed = 0
  const { files = {}, stdin = '', ...world } = more
  const status = await runCli(args, {
    openApi: (folder) => {
      opened.push(folder)
      return Promise.resolve({
        api: api as Api,
        close: () => {
          closed += 1
          return Promise.resolve()
        },
      })
    },
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    readFile: (path) => {
      const content = files[path]
      if (content === 'a folder') return Promise.reject(Object.assign(new Error('EISDIR'), { code: 'EISDIR' }))
      return content === undefined
        ? Promise.reject(Object.assign(new Error('ENOENT'), { code: 'ENOENT' }))
        : Promise.resolve(Buffer.from(content))
    },
    readStdin: () => Promise.resolve(Buffer.from(stdin)),
    env: {},
    cwd: '/desk',
    version: '9.8.7',
    ...world,
  })
  const isJson = out.every((text) => text.startsWith('{') && !text.includes('\n'))
  const lines = isJson ? out.map((text) => JSON.parse(text) as Record<string, unknown>) : []
  return { status, out, err, lines, opened, closed }
}
