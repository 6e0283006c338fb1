import { afterEach, beforeEach, expect, test } from 'vitest'
import type { HighlightId } from '../../shared/model.ts'
import { highlightAt } from '../../renderer/reader/hit-test.ts'
import { Painter } from '../../renderer/reader/paint.ts'
import { mapText } from '../../renderer/reader/text-map.ts'
import type { TextMap } from '../../renderer/reader/text-map.ts'

const A = 'a' as HighlightId
const B = 'b' as HighlightId
const TEXT = 'One two three four five six seven.'

let frame: HTMLIFrameElement
let inner: Window & typeof globalThis
let map: TextMap

beforeEach(async () => {
  frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-same-origin')
  frame.srcdoc = `<!doctype html><body style="margin:20px;width:600px"><main><p>${TEXT}</p><p>Second.</p></main>`
  document.body.append(frame)
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  inner = frame.contentWindow as Window & typeof globalThis
  map = mapText(inner.document.querySelector('main') as HTMLElement)
})

afterEach(() => frame.remove())

function painted(name: string): readonly string[] {
  return [...(inner.CSS.highlights.get(name) ?? [])].map(String)
}

test('each colour is one entry of the frame’s own registry, and no element is added', () => {
  const before = inner.document.querySelectorAll('*').length
  const painter = new Painter(inner, map)
  painter.highlights([
    { id: A, colour: 'yellow', noted: true, passage: { start: 4, end: 13 } },
    { id: B, colour: 'blue', noted: false, passage: { start: 8, end: 18 } },
  ])
  expect(painted('yellow')).toEqual(['two three'])
  expect(painted('blue')).toEqual(['three four'])
  expect(painted('noted')).toEqual(['two three'])
  expect(inner.document.querySelectorAll('*').length).toBe(before)
  painter.active(B)
  expect(painted('active')).toEqual(['three four'])
  painter.highlights([{ id: A, colour: 'pink', noted: false, passage: { start: 4, end: 13 } }])
  expect([painted('yellow'), painted('noted'), painted('pink')]).toEqual([[], [], ['two three']])
})

test('a passage that the text has not is left out', () => {
  new Painter(inner, map).highlights([{ id: A, colour: 'green', noted: false, passage: { start: 10, end: 9999 } }])
  expect(painted('green')).toEqual([])
})

test('what a search found, and where it is', () => {
  const painter = new Painter(inner, map)
  painter.found([{ start: 0, end: 3 }, { start: 4, end: 7 }], 1) // prettier-ignore
  expect([painted('found'), painted('found-now')]).toEqual([['One'], ['two']])
})

test('a click finds the shortest highlight under it, and none beside the line', () => {
  const painter = new Painter(inner, map)
  const passages = new Map([
    [A, { start: 0, end: 33 }],
    [B, { start: 8, end: 13 }],
  ])
  painter.highlights([...passages].map(([id, passage]) => ({ id, colour: 'yellow', noted: false, passage })))
  const at = (id: HighlightId): { x: number; y: number } => {
    const box = painter.rangeOf(id)?.getBoundingClientRect() ?? new DOMRect()
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
  }
  expect(highlightAt(inner.document, map, painter, passages, at(B))).toBe(B)
  expect(highlightAt(inner.document, map, painter, passages, { x: 24, y: at(A).y })).toBe(A)
  expect(highlightAt(inner.document, map, painter, passages, { x: 590, y: at(A).y })).toBeUndefined()
})
