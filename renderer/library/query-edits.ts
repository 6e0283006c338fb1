import type { Choice } from './search-completion.ts'

/** The search text with what is being typed replaced by a choice, and where the cursor stands then. */
export function withChoice(text: string, cursor: number, typed: { readonly start: number }, choice: Choice): { readonly text: string; readonly cursor: number } {
  const before = text.slice(0, typed.start)
  const after = text.slice(cursor)
  const put = choice.text.endsWith(' ') ? choice.text + after.trimStart() : choice.text + after
  return { text: before + put, cursor: before.length + choice.text.length }
}

/** A search text without one of its parts. */
export function withoutPart(text: string, part: { readonly start: number; readonly end: number }): string {
  const before = text.slice(0, part.start)
  const after = text.slice(part.end)
  return /\s$|^$/.test(before) ? before + after.trimStart() : before + after
}
