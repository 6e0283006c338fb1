import { hasWords } from './words.ts'

const NO_SENTENCE = /^(?:by\s|photo|image|credit|source|updated?|published|posted|share|advertisement|table of contents|editor.s note|this (?:post|article|page) (?:may )?contains? affiliate|disclosure|click here|subscribe|sign up|\d+\s*min|we (?:may )?earn)/i

/** Whether a text is a sentence or more: long enough, and ended like one. */
export function isProse(whole: string): boolean {
  const text = whole.slice(0, 2000)
  if (NO_SENTENCE.test(text)) return false
  const cjk = /[\u3040-\u30FF\u3400-\u9FFF\uAC00-\uD7AF]/.test(text)
  if (cjk) return text.length >= 20 && /[。！？．.!?…」』”]/.test(text)
  return text.length >= 40 && hasWords(text, 8) && /[.!?…:;।؟。"”’»)](?:\s|$)/.test(text)
}
