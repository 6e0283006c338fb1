import { afterEach, expect, test } from 'vitest'
import { selectedPassage, trimPassage } from '../../renderer/reader/selection.ts'
import { mapText } from '../../renderer/reader/text-map.ts'

function article(html: string): HTMLElement {
  const main = document.createElement('main')
  main.innerHTML = html
  document.body.append(main)
  return main
}

function select(startNode: Node, start: number, endNode: Node, end: number): Selection | null {
  const range = document.createRange()
  range.setStart(startNode, start)
  range.setEnd(endNode, end)
  const selection = document.getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
  return selection
}

afterEach(() => {
  document.getSelection()?.removeAllRanges()
  document.querySelector('main')?.remove()
})

test('white space at the ends is left out', () => {
  const main = article('<p>  One two  </p>')
  const node = main.querySelector('p')?.firstChild as Text
  expect(selectedPassage(mapText(main), main, select(node, 0, node, node.length))).toEqual({ start: 2, end: 9 })
})

test('a triple click, which ends at the start of the next paragraph, means the one paragraph', () => {
  const main = article('<p>One two</p>\n<p>Three</p>')
  const [first, second] = main.querySelectorAll('p')
  const selection = select(first?.firstChild as Node, 0, second as Node, 0)
  expect(selectedPassage(mapText(main), main, selection)).toEqual({ start: 0, end: 7 })
})

test('a selection over the edges of the article is the part inside it', () => {
  const main = article('<p>One</p>')
  expect(selectedPassage(mapText(main), main, select(document.body, 0, document.body, document.body.childNodes.length))).toEqual({ start: 0, end: 3 })
})

test('nothing selected, or nothing but white space, is no passage', () => {
  const main = article('<p>One</p>\n \n<p>Two</p>')
  const map = mapText(main)
  expect(selectedPassage(map, main, null)).toBeUndefined()
  document.getSelection()?.collapse(main, 0)
  expect(selectedPassage(map, main, document.getSelection())).toBeUndefined()
  expect(trimPassage(map.text, { start: 3, end: 6 })).toBeUndefined()
})
