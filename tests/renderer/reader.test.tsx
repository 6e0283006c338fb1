import axeSource from 'axe-core/axe.min.js?raw'
import { expect, onTestFinished, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Failure } from '../../shared/errors.ts'
import type { ReadingPosition } from '../../shared/model.ts'
import { highlightStore } from '../../renderer/notes/highlight-store.ts'
import { accessibilityProblems, articleFrame, openWindow, press, selectWords } from './open-window.tsx'

const ESSAY = 'Counting the steps: a winter with the last keeper'
const notes = () => page.getByRole('complementary', { name: 'Highlights and notes' })

async function openEssay(options: Parameters<typeof openWindow>[0] = {}) {
  const fake = await openWindow(options)
  await page.getByRole('link', { name: ESSAY }).click()
  return { fake, frame: await articleFrame() }
}

/** Something that is waited for until it is let go. */
function held(): { readonly until: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined
  const until = new Promise<void>((resolve) => (release = resolve))
  return { until, release: () => release() }
}

function highlighted(frame: { readonly window: Window & typeof globalThis }, colour: string): readonly string[] {
  return [...(frame.window.CSS.highlights.get(colour) ?? [])].map(String)
}

test('an article opens in a frame where nothing can run, with its heading and its text', async () => {
  const { frame } = await openEssay()
  await expect.element(page.getByRole('article', { name: 'Reader' })).toBeVisible()
  expect(document.title).toBe(`${ESSAY} — Lectern`)
  expect(document.querySelector('iframe')?.getAttribute('sandbox')).toBe('allow-same-origin')
  expect(frame.document.querySelector('h1')?.textContent).toBe(ESSAY)
  expect(frame.main.textContent).toMatch(/^For a hundred and forty years/)
  expect(frame.document.querySelector('[style], script, style')?.outerHTML).toBe(frame.document.documentElement.outerHTML)
})

test('kept highlights are painted and listed in the order of the text, lost ones with their words', async () => {
  const { frame } = await openEssay()
  expect(highlighted(frame, 'blue')).toEqual(['Sailors learned these as one learns the gait of a friend seen from far away.'])
  expect(highlighted(frame, 'noted')).toHaveLength(3)
  const cards = notes().getByRole('list', { name: 'Highlights' }).getByRole('listitem')
  // They come with the frame after the article's own.
  await expect.poll(() => cards.elements().map((card) => card.querySelector('button')?.textContent)).toEqual([
    expect.stringMatching(/^Yellow highlight with note: A lighthouse/),
    expect.stringMatching(/^Blue highlight: Sailors/),
    expect.stringMatching(/^Green highlight with note: We were/),
    expect.stringMatching(/^Pink highlight: Gale/),
    expect.stringMatching(/^Purple highlight with note: lay listening/),
  ])
  await notes().getByText('1 lost passage').click()
  await expect.element(notes().getByText('the fog signal answered itself from the cliff')).toBeVisible()
})

test('select, press 2, and the passage is green; undo takes it away, redo brings back the very same', async () => {
  const { fake, frame } = await openEssay()
  await selectWords('Nothing about it can be improved by being clever')
  await press('2')
  await vi.waitFor(() => expect(highlighted(frame, 'green')).toContain('Nothing about it can be improved by being clever'))
  await vi.waitFor(() => expect(fake.calls.map(({ name }) => name)).toContain('addHighlight'))
  const id = await vi.waitFor(() => {
    const made = highlightStore.getState().highlights.find(({ quote }) => quote.exact.startsWith('Nothing about'))
    expect(made?.id).not.toMatch(/^draft/)
    return made?.id
  })
  await press('{Control>}z{/Control}')
  await vi.waitFor(() => expect(highlighted(frame, 'green')).toHaveLength(1))
  await press('{Control>}{Shift>}z{/Shift}{/Control}')
  await vi.waitFor(() => expect(highlightStore.getState().highlights.map((one) => one.id)).toContain(id))
})

test('the bar over a selection highlights by click, and Add note opens a note that is kept as it is typed', async () => {
  const { fake, frame } = await openEssay()
  await selectWords('The water off the northern head')
  const bar = page.getByRole('toolbar', { name: 'Highlight' })
  await bar.getByRole('button', { name: 'Highlight purple' }).click()
  await vi.waitFor(() => expect(highlighted(frame, 'purple')).toContain('The water off the northern head'))
  await selectWords('an hour before the lamp is lit')
  await bar.getByRole('button', { name: 'Add note' }).click()
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Note'))
  await userEvent.keyboard('Blue hour')
  await vi.waitFor(() => expect(fake.calls.filter(({ name }) => name === 'changeHighlight').at(-1)?.args[2]).toEqual({ note: 'Blue hour', noteBefore: '' }))
  await press('{Escape}')
  await vi.waitFor(() => expect(highlighted(frame, 'noted')).toContain('an hour before the lamp is lit'))
})

test('a note reads as the Markdown it is, its links open outside, and HTML in it is text', async () => {
  const { fake } = await openEssay()
  await press(']')
  await press('n')
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Note'))
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('*One* and **two**, [there](https://example.org/a), [not](javascript:alert(1))\n\n- <img src=x onerror=alert(1)>')
  await press('{Escape}')
  const card = notes().getByRole('listitem').filter({ hasText: 'One and two' })
  await expect.element(card).toBeVisible()
  expect(card.element().querySelector('em')?.textContent).toBe('One')
  expect(card.element().querySelector('img')).toBeNull()
  expect(card.element().querySelectorAll('a')).toHaveLength(1)
  await expect.element(card.getByText('<img src=x onerror=alert(1)>')).toBeVisible()
  await card.getByRole('link', { name: 'there' }).click()
  expect(fake.calls.filter((call) => call.name === 'openOutside')).toEqual([{ name: 'openOutside', args: ['https://example.org/a'] }])
})

test('a note that cannot be kept stays on screen and says so', async () => {
  const { fake } = await openEssay()
  fake.failNext('setArticleNote', new Failure({ code: 'disk-full' }))
  const field = page.getByRole('textbox', { name: 'Note on the whole article' })
  await field.fill('Do not lose this')
  await expect.element(page.getByRole('alert').filter({ hasText: 'not saved yet. The disk is full.' })).toBeVisible()
  await expect.element(field).toHaveValue('Do not lose this')
  await page.getByRole('button', { name: 'Try again' }).click()
  await vi.waitFor(() => expect(document.body.textContent).not.toMatch(/not saved yet/))
})

test('everything is written down before the window closes', async () => {
  const { fake } = await openEssay()
  await page.getByRole('textbox', { name: 'Note on the whole article' }).fill('Last words')
  fake.emit('closing', {})
  const names = () => fake.calls.map(({ name }) => name)
  await vi.waitFor(() => expect(names()).toContain('readyToClose'))
  expect(fake.calls[names().lastIndexOf('setArticleNote')]?.args[1]).toBe('Last words')
  expect(names().lastIndexOf('setArticleNote')).toBeLessThan(names().indexOf('readyToClose'))
})

test('what was typed while something else was still being kept is kept too, though the article is closed, and undone as one', async () => {
  const { fake } = await openEssay()
  const id = location.hash.split('/')[2] as never
  const before = (await fake.api.highlightsOf(id)).note
  const first = held()
  fake.hold('setArticleNote', first.until)
  const field = page.getByRole('textbox', { name: 'Note on the whole article' })
  const called = (): number => fake.calls.filter(({ name }) => name === 'setArticleNote').length
  await field.fill('First')
  await vi.waitFor(() => expect(called()).toBe(1))
  await field.fill('First and last')
  await press('{Escape}{Escape}')
  await vi.waitFor(() => expect(document.querySelector('iframe')).toBeNull())
  fake.emit('closing', {})
  await press('{Control>}z{/Control}')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(fake.calls.map(({ name }) => name)).not.toContain('readyToClose')
  first.release()
  await vi.waitFor(() => expect(fake.calls.map(({ name }) => name)).toContain('readyToClose'))
  await vi.waitFor(async () => expect((await fake.api.highlightsOf(id)).note).toBe(before))
  expect(fake.calls.filter(({ name }) => name === 'setArticleNote').map(({ args }) => args[1])).toEqual(['First', 'First and last', before])
})

test('a highlight is recoloured, deleted and brought back', async () => {
  const { frame } = await openEssay()
  const card = notes().getByRole('listitem').filter({ hasText: 'Gale. Lamp lit' })
  await card.getByRole('button', { name: /Gale/ }).click()
  await card.getByRole('button', { name: 'Change to blue' }).click()
  await vi.waitFor(() => expect(highlighted(frame, 'blue')).toHaveLength(2))
  await card.getByRole('button', { name: 'Delete highlight' }).click()
  await vi.waitFor(() => expect(highlighted(frame, 'blue')).toHaveLength(1))
  await page.getByRole('button', { name: 'Undo' }).click()
  await vi.waitFor(() => expect(highlighted(frame, 'blue')).toHaveLength(2))
})

test('a lost highlight is attached to the words that are selected', async () => {
  const { frame } = await openEssay()
  await notes().getByText('1 lost passage').click()
  await selectWords('Someone has kept it dusted.')
  await notes().getByRole('button', { name: 'Attach to the selected words' }).click()
  await vi.waitFor(() => expect(highlighted(frame, 'yellow')).toContain('Someone has kept it dusted.'))
  await vi.waitFor(() => expect(document.body.textContent).not.toMatch(/lost passage/))
})

test('] and [ go through the highlights and say which one', async () => {
  await openEssay()
  await press(']')
  const announcer = page.getByTestId('announcer')
  await expect.element(announcer).toHaveTextContent(/Highlight 1 of 5, yellow, with note/)
  await press(']')
  await expect.element(announcer).toHaveTextContent(/Highlight 2 of 5, blue, no note/)
  await press('[[')
  await press('[[')
  await expect.element(announcer).toHaveTextContent(/Highlight 5 of 5, purple/)
})

test('a note that was left while the library was away is shown, said to be unsaved, and written when it is back', async () => {
  const { fake } = await openEssay()
  await press(']')
  await press('n')
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('Note'))
  const { changeHighlight } = fake.api
  const written: unknown[] = []
  let isAway = true
  fake.api.changeHighlight = async (article, id, change) => {
    if (isAway) throw new Failure({ code: 'library-away', folder: '/media/disk/Lectern' })
    written.push(change.note)
    return changeHighlight(article, id, change)
  }
  await page.getByRole('textbox', { name: 'Note', exact: true }).fill('Written on a train')
  await press('{Escape}')
  const card = notes().getByRole('listitem').filter({ hasText: 'Written on a train' })
  await expect.element(card.getByRole('status')).toHaveTextContent('not saved yet')
  expect(localStorage.getItem('lectern.unkept-notes')).toContain('Written on a train')
  isAway = false
  fake.emit('articles-changed', { ids: [] })
  await expect.element(card.getByRole('status')).not.toBeInTheDocument()
  await expect.element(card).toBeVisible()
  expect(written).toEqual(['Written on a train'])
  expect(localStorage.getItem('lectern.unkept-notes')).toBe('[]')
})

test('links open outside, footnotes stay inside, and neither moves the frame away', async () => {
  const { fake, frame } = await openEssay()
  frame.document.querySelector<HTMLElement>('.heading a')?.click()
  await vi.waitFor(() => expect(fake.calls).toContainEqual({ name: 'openOutside', args: ['https://northern-review.example/essays/counting-the-steps'] }))
  frame.document.querySelector<HTMLElement>('a[href="#fn1"]')?.click()
  await vi.waitFor(() => expect(frame.window.scrollY).toBeGreaterThan(500))
  expect(frame.document.contains(frame.main)).toBe(true)
})

test('where reading stopped is remembered to the paragraph and found again after the type has changed', async () => {
  const { fake, frame } = await openEssay()
  frame.window.scrollTo(0, 1500)
  const position = await vi.waitFor(() => {
    const remembered = fake.calls.findLast(({ name }) => name === 'rememberPosition')?.args[1] as ReadingPosition | undefined
    if (!remembered?.offset) throw new Error('Nothing is remembered yet')
    return remembered
  })
  const paragraph = (offset: number): string => frame.main.textContent?.slice(offset, offset + 40) ?? ''
  await press('{Escape}')
  await vi.waitFor(() => expect(document.querySelector('iframe')).toBeNull())
  await fake.api.changeSettings({ type: { size: 26 } })
  fake.emit('settings-changed', { settings: await fake.api.getSettings() })
  await page.getByRole('link', { name: ESSAY }).click()
  const again = await articleFrame()
  await vi.waitFor(() => {
    const caret = again.document.caretPositionFromPoint(again.main.getBoundingClientRect().left + 4, 34)
    expect(caret?.offsetNode.textContent).toContain(paragraph(position.offset).slice(0, 12).trim())
  })
})

test('what was searched for is shown where it stands, though reading had stopped elsewhere', async () => {
  const { fake, frame } = await openEssay()
  const id = location.hash.split('/')[2] ?? ''
  const text = frame.main.textContent ?? ''
  await press('{Escape}')
  await vi.waitFor(() => expect(document.querySelector('iframe')).toBeNull())
  await fake.api.rememberPosition(id as never, { offset: Math.round(text.length / 2), progress: 0.5 })
  const words = text.slice(0, 40).split(' ').slice(0, 4).join(' ')
  location.hash = `#/inbox/${id}?${new URLSearchParams({ found: `"${words}"`, at: '0' })}`
  const again = await articleFrame()
  await expect.element(notes().getByRole('list', { name: 'Highlights' })).toBeInTheDocument()
  await vi.waitFor(() => expect(highlighted(again, 'found-now')).toEqual([words]))
  // What scrolls beside the article hears of the first place a frame later than the article has left it.
  for (let frames = 0; frames < 5; frames++) await new Promise((resolve) => requestAnimationFrame(resolve))
  const box = [...(again.window.CSS.highlights.get('found-now') ?? [])].map((range) => (range as Range).getBoundingClientRect())[0]
  expect(box?.top).toBeGreaterThan(0)
  expect(box?.top).toBeLessThan(again.window.innerHeight)
})

test('type settings are seen in the article at once', async () => {
  const { frame } = await openEssay()
  const size = (): string => frame.window.getComputedStyle(frame.main).fontSize
  expect(size()).toBe('19px')
  await press('{Control>}={/Control}')
  await vi.waitFor(() => expect(size()).toBe('20px'))
  await page.getByRole('button', { name: 'Type and theme' }).click()
  await page.getByRole('radio', { name: 'Sepia' }).click({ force: true })
  await vi.waitFor(() => expect(frame.window.getComputedStyle(frame.document.documentElement).backgroundColor).toBe('rgb(245, 234, 212)'))
})

test('words are found in the article and stepped through', async () => {
  const { frame } = await openEssay()
  await press('/')
  const field = page.getByRole('textbox', { name: 'Find in article' })
  await field.fill('the lamp')
  await vi.waitFor(() => expect(highlighted(frame, 'found-now')).toHaveLength(1))
  const current = (): Range => [...(frame.window.CSS.highlights.get('found-now') ?? [])][0] as Range
  const first = current().cloneRange()
  await press('{Enter}')
  await vi.waitFor(() => expect(current().compareBoundaryPoints(Range.START_TO_START, first)).not.toBe(0))
  await press('{Escape}')
  expect(highlighted(frame, 'found')).toEqual([])
})

test('printing prints the article alone, from a copy that is taken away again', async () => {
  await openEssay()
  const printed = vi.fn<(text: string | null | undefined, highlights: number, width: number | undefined) => void>()
  const observer = new MutationObserver((records) => {
    for (const added of records.flatMap(({ addedNodes }) => [...addedNodes])) {
      if (!(added instanceof HTMLIFrameElement)) continue
      added.addEventListener('load', () => {
        const copy = added.contentWindow as Window & typeof globalThis
        copy.print = () => printed(copy.document.querySelector('main')?.textContent, [...(copy.CSS.highlights.get('blue') ?? [])].length, copy.document.images[0]?.naturalWidth)
      })
    }
  })
  observer.observe(document.body, { childList: true })
  await press('{Control>}p{/Control}')
  await vi.waitFor(() => expect(printed).toHaveBeenCalledWith(expect.stringMatching(/^For a hundred/), 1, 960))
  await vi.waitFor(() => expect(document.querySelectorAll('iframe')).toHaveLength(1))
  observer.disconnect()
})

test('an article that reads from right to left does', async () => {
  await openWindow()
  await page.getByRole('link', { name: 'المكتبة التي لا اسم لها' }).click()
  const frame = await articleFrame()
  expect(frame.main.dir).toBe('rtl')
  expect(frame.main.lang).toBe('ar')
  expect(frame.window.getComputedStyle(frame.main).direction).toBe('rtl')
})

test('an article that is not saved yet says so, and opens by itself when it is', async () => {
  const fake = await openWindow()
  await page.getByRole('link', { name: 'https://longform.example/the-year-the-river-moved' }).click()
  await expect.element(page.getByText('Still being saved')).toBeVisible()
  const id = location.hash.split('/')[2] as never
  const [summary] = await fake.api.getArticles([id])
  if (!summary) throw new Error('No such article')
  const open = fake.api.openArticle
  const [essay] = (await fake.api.listArticles({ view: 'all', text: 'lighthouse', offset: 0, limit: 1 })).rows
  if (!essay) throw new Error('No essay')
  fake.api.openArticle = async () => ({ ...(await open(essay.article.id)), summary: essay.article })
  fake.emit('article-saving', { article: { ...summary, state: { kind: 'ready' } } })
  await articleFrame()
})

test('what is noted elsewhere while an article is on its way is there when it comes', async () => {
  const fake = await openWindow()
  const [essay] = (await fake.api.listArticles({ view: 'all', text: 'lighthouse', offset: 0, limit: 1 })).rows
  if (!essay) throw new Error('No essay')
  const { id } = essay.article
  const [kept] = (await fake.api.highlightsOf(id)).highlights
  if (!kept) throw new Error('No highlight')
  let arrives = (): void => undefined
  const onItsWay = new Promise<void>((resolve) => (arrives = resolve))
  const fetching = window.fetch
  const slowly = vi.spyOn(window, 'fetch').mockImplementation(async (from, how) => {
    if (typeof from === 'string' && from.endsWith('article.html')) await onItsWay
    return fetching(from, how)
  })
  onTestFinished(() => slowly.mockRestore())
  await page.getByRole('link', { name: ESSAY }).click()
  await vi.waitFor(() => expect(fake.calls.map(({ name }) => name)).toContain('openArticle'))
  await new Promise((resolve) => setTimeout(resolve, 50))
  await fake.api.changeHighlight(id, kept.id, { note: 'From the command line' })
  fake.emit('annotations-changed', { id })
  arrives()
  await articleFrame()
  await expect.element(notes().getByText('From the command line')).toBeVisible()
})

test('an article that becomes ready while it is being opened opens', async () => {
  const fake = await openWindow()
  const [essay] = (await fake.api.listArticles({ view: 'all', text: 'lighthouse', offset: 0, limit: 1 })).rows
  if (!essay) throw new Error('No essay')
  const open = fake.api.openArticle
  let isReady = false
  fake.api.openArticle = async (id) => {
    if (isReady) return open(id)
    isReady = true
    throw new Failure({ code: 'not-ready', id })
  }
  await page.getByRole('link', { name: ESSAY }).click()
  expect((await articleFrame()).main.textContent).toMatch(/^For a hundred and forty years/)
})

test('what is noted elsewhere is there too when it came between two openings of the same article', async () => {
  const fake = await openWindow()
  const [essay] = (await fake.api.listArticles({ view: 'all', text: 'lighthouse', offset: 0, limit: 1 })).rows
  if (!essay) throw new Error('No essay')
  const { id } = essay.article
  const [kept] = (await fake.api.highlightsOf(id)).highlights
  if (!kept) throw new Error('No highlight')
  const [html, second] = [held(), held()]
  const fetching = window.fetch
  const slowly = vi.spyOn(window, 'fetch').mockImplementation(async (from, how) => {
    if (typeof from === 'string' && from.endsWith('article.html')) await html.until
    return fetching(from, how)
  })
  onTestFinished(() => slowly.mockRestore())
  const open = fake.api.openArticle
  const opened = vi.fn<typeof open>(open)
  fake.api.openArticle = opened
  await page.getByRole('link', { name: ESSAY }).click()
  await vi.waitFor(() => expect(opened).toHaveBeenCalledOnce())
  // Opened, and without its text.
  await vi.waitFor(() => expect(document.title).toBe(`${ESSAY} — Lectern`))
  fake.api.openArticle = async (asked) => {
    const answer = await opened(asked)
    await second.until
    return answer
  }
  fake.emit('version-saving', { id, progress: { kind: 'ended', saved: true } })
  await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(2))
  html.release()
  await articleFrame()
  // Read by now is what the second opening will show.
  await fake.api.changeHighlight(id, kept.id, { note: 'Between two openings' })
  fake.emit('annotations-changed', { id })
  await expect.element(notes().getByText('Between two openings')).toBeVisible()
  const before = await articleFrame()
  second.release()
  await vi.waitFor(async () => expect((await articleFrame()).document).not.toBe(before.document))
  await expect.element(notes().getByText('Between two openings')).toBeVisible()
})

test('a passage that was just highlighted stays while older news of the highlights arrive', async () => {
  const { fake, frame } = await openEssay()
  const id = location.hash.split('/')[2] as never
  const highlightsOf = fake.api.highlightsOf
  const news = held()
  const old = await highlightsOf(id)
  fake.api.highlightsOf = async () => {
    await news.until
    return old
  }
  const kept = held()
  fake.hold('addHighlight', kept.until)
  onTestFinished(() => kept.release())
  fake.emit('annotations-changed', { id })
  await selectWords('Nothing about it can be improved by being clever')
  await press('2')
  await vi.waitFor(() => expect(highlighted(frame, 'green')).toContain('Nothing about it can be improved by being clever'))
  let answered = 0
  const stop = highlightStore.subscribe(() => void answered++)
  news.release()
  await vi.waitFor(() => expect(answered).toBeGreaterThan(0))
  stop()
  await new Promise((resolve) => requestAnimationFrame(resolve))
  expect(highlighted(frame, 'green')).toContain('Nothing about it can be improved by being clever')
})

test('a note that is being written is not taken away by a new version, which comes after it', async () => {
  const { fake } = await openEssay()
  const id = location.hash.split('/')[2] as never
  const note = notes().getByRole('textbox', { name: 'Note on the whole article' })
  // What it lies over is the article, which takes a click that comes as the notes are put in their places.
  await vi.waitFor(async () => {
    await note.click()
    expect(document.activeElement).toBe(note.element())
  })
  await press(' and')
  const field = note.element()
  const asked = (): number => fake.calls.filter(({ name }) => name === 'openArticle').length
  const before = asked()
  fake.emit('version-saving', { id, progress: { kind: 'ended', saved: true } })
  await press(' more')
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(document.activeElement).toBe(field)
  expect(asked()).toBe(before)
  await press('{Escape}')
  await vi.waitFor(() => expect(asked()).toBe(before + 1))
  await vi.waitFor(async () => expect((await fake.api.highlightsOf(id)).note).toContain(' and more'))
})

const DIALOGS = [
  ['?', 'Keyboard shortcuts'],
  ['{Control>},{/Control}', 'Settings'],
  ['{Control>}k{/Control}', 'Commands'],
  ['i', 'Offline report'],
  ['t', 'Tags'],
] as const

test.each(['light', 'sepia', 'dark', 'black'] as const)('axe finds nothing in the reader, its panels and dialogs, %s', async (theme) => {
  // Everything once; what changes with the theme is contrast.
  const what = theme === 'light' ? 'everything' : 'contrast'
  await openEssay({ settings: { theme } })
  await selectWords('It says')
  expect(await accessibilityProblems(what)).toEqual([])
  await press(']')
  expect(await accessibilityProblems(what)).toEqual([])
  await page.getByRole('button', { name: 'Type and theme' }).click()
  await expect.element(page.getByRole('dialog', { name: 'Type and theme' })).toBeVisible()
  expect(await accessibilityProblems(what)).toEqual([])
  await press('{Escape}')
  for (const [keys, name] of DIALOGS) {
    await vi.waitFor(() => expect(document.querySelector('[role="dialog"]')).toBeNull())
    await press(keys)
    await expect.element(page.getByRole('dialog', { name })).toBeVisible()
    expect(await accessibilityProblems(what), name).toEqual([])
    await press('{Escape}')
  }
})

test.each(['light', 'sepia', 'dark', 'black'] as const)('axe finds nothing in the article as it is set, %s', async (theme) => {
  const { frame } = await openEssay({ settings: { theme } })
  // axe needs scripts, which the frame has none of: the same document, in a frame of the test's own.
  const copy = document.createElement('iframe')
  copy.srcdoc = frame.document.documentElement.outerHTML.replace('</head>', `<script>${axeSource}</script></head>`)
  document.body.append(copy)
  await new Promise((resolve) => copy.addEventListener('load', resolve, { once: true }))
  const { axe } = copy.contentWindow as unknown as { axe: typeof import('axe-core') }
  const { violations, passes } = await axe.run({ rules: { region: { enabled: false } } })
  expect(passes.length).toBeGreaterThan(5)
  expect(violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes[0]?.html}`)).toEqual([])
  copy.remove()
})
