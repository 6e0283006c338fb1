import { squeezed, wordsOf } from './words.ts'

const LONGEST = 300
const NO_SENTENCE = /^(?:by\s|photo|image|credit|source|updated?|published|posted|share|advertisement|table of contents|editor.s note|this (?:post|article|page) (?:may )?contains? affiliate|disclosure|click here|subscribe|sign up|\d+\s*min|we (?:may )?earn)/i

/**
 * A real sentence of the article for the list: its beginning, from the first paragraph that is prose; never a date
 * line, a kicker, a caption or a notice. At most 300 characters, cut after a sentence or a word.
 */
export function excerptOf(root: Element, description: string): string {
  const paragraphs = [...root.querySelectorAll('p, li, blockquote, dd')].filter((element) => element.closest('[data-part], figure, table, pre') === null)
  const texts = paragraphs.map((element) => squeezed(element.textContent))
  const sentences = texts.filter((text) => isProse(text)).slice(0, 3)
  // A short one at the top may be a caption or a slogan; a longer one right after it says more anyway.
  const prose = sentences.find((text) => wordsOf(text).length >= 12 || text.length >= 80) ?? sentences[0] ?? texts.find((text) => wordsOf(text).length >= 5)
  if (prose !== undefined) return shortened(prose)
  return shortened(description === '' ? squeezed(root.textContent) : squeezed(description))
}

/** Whether a text is a sentence or more: long enough, and ended like one. */
export function isProse(text: string): boolean {
  if (NO_SENTENCE.test(text)) return false
  const cjk = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/.test(text)
  if (cjk) return text.length >= 20 && /[。！？．.!?…」』”]/.test(text)
  return wordsOf(text).length >= 8 && text.length >= 40 && /[.!?…:;।؟。"”’»)](?:\s|$)/.test(text)
}

function shortened(text: string): string {
  if (text.length <= LONGEST) return text
  const head = text.slice(0, LONGEST)
  const sentence = /^[^]{60,}[.!?…。！？]["”’»)]?(?=\s|$|[\u3040-\u9FFF])/.exec(head)?.[0]
  if (sentence !== undefined) return sentence.trim()
  const word = /^[^]*\S(?=\s)/.exec(head.slice(0, LONGEST - 1))?.[0] ?? head.slice(0, LONGEST - 1)
  return `${word.replace(/[\s,;:–—-]+$/, '')}…`
}
