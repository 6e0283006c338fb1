import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { RunnerTestCase } from 'vitest'
import type { Site } from '../helpers/site.ts'
import type { Started } from './lectern.ts'

const RESULTS = join(import.meta.dirname, '..', '..', 'test-results')
/** Milliseconds that a window which may hang is given to show itself. */
const LOOK_MS = 5_000
/** What Chromium says on a machine without D-Bus, over and over. */
const NOISE = /^.*ERROR:bus\.cc.*\n/gm
/** As much of what was said last is told, in UTF-16 units. */
const LAST = 6_000

/** What there is to know of a test that failed. */
export interface Evidence {
  readonly apps: readonly Started[]
  readonly sites: readonly Site[]
  readonly told: readonly string[]
}

/**
 * Where a test failed, pictures of the windows, what they show as a screen reader has it, what the app and the commands said
 * and what was asked of the sites say more than the message: `test-results/<test>.txt` and `.png`. The words are told on
 * the terminal too, for a machine whose files are gone with it.
 */
export async function keepEvidence(task: RunnerTestCase, { apps, sites, told }: Evidence): Promise<void> {
  const file = join(RESULTS, `${task.file.name.replace(/^.*\//, '')}-${task.name}`.replace(/[^a-z0-9.]+/gi, '-').slice(0, 100))
  await mkdir(RESULTS, { recursive: true })
  const windows = apps.filter(({ child }) => child.exitCode === null && child.signalCode === null).flatMap(({ app }) => app.windows())
  const shown = await Promise.all(windows.map((page, number) => shownIn(page, `${file}${number === 0 ? '' : `-${number}`}.png`)))
  const text = [
    ...shown,
    `Asked of the sites: ${sites.flatMap(({ requests }) => requests).join(', ').slice(-2000)}`,
    `Said:\n${told.join('').replaceAll(NOISE, '').slice(-LAST)}`,
  ].join('\n\n')
  await writeFile(`${file}.txt`, text)
  console.error(text)
}

async function shownIn(page: Page, picture: string): Promise<string> {
  await page.screenshot({ path: picture, timeout: LOOK_MS }).catch(() => undefined)
  const shown = await page.locator('body').ariaSnapshot({ timeout: LOOK_MS }).catch((error: unknown) => String(error))
  return `${page.url()} shows:\n${shown.slice(0, LAST)}`
}
