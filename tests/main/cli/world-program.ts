import { processWorld } from '../../../main/cli/process-world.ts'

/* A program on `processWorld`: `lines` prints many, `stdin` says how much it read, `wait` ends on an interrupt. */

const world = processWorld({ openApi: () => Promise.reject(new Error('no library here')), version: '0' })
const [, , what] = process.argv

if (what === 'lines') for (let line = 0; line < 100_000; line++) world.stdout(`line ${line}`)
if (what === 'stdin') world.stdout(String((await world.readStdin()).length))
if (what === 'wait') {
  const alive = setInterval(() => undefined, 1_000)
  world.stdout('waiting')
  world.signal?.addEventListener('abort', () => {
    world.stdout('interrupted')
    clearInterval(alive)
  })
}
await world.flush()
world.stderr('done')
