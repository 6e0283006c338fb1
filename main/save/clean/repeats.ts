import { squeezed } from './words.ts'

const PULLED = /(?:^|[\s_-])(?:pull-?(?:ed-?)?quotes?|tweetable|click-?to-?tweet|quote-?pull)(?:$|[\s_-])/i

/** Whether an element's classes say that it is a quote pulled from the text. */
export function isPulledQuote(element: Element): boolean {
  const names = element.getAttribute('class')
  return names !== null && PULLED.test(names.replaceAll('__', '-'))
}

/** Takes out quotes that a designer pulled from the text of a page: before Readability, which loses their names. */
export function dropPulledQuotes(quotes: readonly Element[], body: HTMLElement): void {
  for (const quote of quotes) if (body.contains(quote)) dropPulled(quote, body)
}

/** Takes out numbers written before the items of lists that number them themselves. */
export function dropItemNumbers(root: HTMLElement): void {
  for (const list of root.querySelectorAll('ol')) dropNumbers(list)
}

function dropPulled(element: Element, root: Element): void {
  const words = plain(element.textContent)
  if (words.length < 20 || words.length > 600 || element.querySelector('img') !== null) return
  if (plain(root.textContent).split(words).length > 2) element.remove()
}

function dropNumbers(list: Element): void {
  const first = Number(list.getAttribute('start') ?? 1)
  const items = [...list.children].filter((item) => item.localName === 'li')
  const numbers = items.map((item) => item.firstElementChild)
  const areNumbers = numbers.every((number, index) => {
    if (number === null || number === undefined || number.firstElementChild !== null) return false
    return squeezed(number.textContent).replace(/[.)\]:]$|^[[(]/g, '') === String(first + index) && squeezed(number.previousSibling?.textContent) === ''
  })
  if (items.length > 0 && areNumbers) for (const number of numbers) number?.remove()
}

function plain(text: string | null): string {
  return squeezed(text).toLowerCase().replace(/[“”"«»]/g, '').replace(/[.!?…]+$/, '').trim()
}
