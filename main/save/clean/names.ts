import { squeezed, wordsOf } from './words.ts'

const LEAD_IN =
  /^(?:(?:article|story|post|words?|text|report|analysis|opinion)?\s*(?:written|posted|published|authored|created|reviewed)?\s*(?:by|von|par|por|di|door|av|af)\b[\s:]*|(?:author|authors|writer|autor|auteur|autore|contributor|text|words)\s*:\s*|文\s*[/:：]\s*|作者\s*[:：]\s*|記者\s*|글\s*(?:[:：]\s*|\s)|글쓴이\s*[:：]?\s*)/i
const DATE_WORDS = /\b(?:on\s+\d|(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{1,2}(?:st|nd|rd|th)?\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d{4}|\d{1,2}:\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}|\d+\s*min(?:ute)?s?\b|updated|published|posted)/i
/** Words that are a label or an account's default, not a name. */
const NO_NAME =
  /^(?:admin(?:istrator)?|author|authors|user|guest|root|webmaster|test|unknown|none|null|undefined|default|anonymous|by|contributor|view (?:all|profile|bio).*|see (?:all|bio).*|follow.*|about.*|more.*|share.*|read.*|https?:.*|www\..*|@)$/i

/** The names of raw bylines, once each. */
export function namesIn(raw: readonly string[]): string[] {
  const names = raw.flatMap((text) => cleanByline(text)).filter((name, index, all) => all.findIndex((other) => sameWords(other, name)) === index)
  return names
}

/** One raw byline as names; none when it holds no name. */
export function cleanByline(raw: string): string[] {
  let text = squeezed(raw).replace(/\S+@\S+\.\S+/g, ' ').replace(/^[\s&|·•⋅,:–—-]+/, '')
  // "Posted on June 5, 2024 by Jane Doe"
  text = /^(?:posted|published|written|updated|added|submitted)\s+(?:on|in|at)\b.{0,60}?\bby\s+(.+)$/i.exec(text)?.[1] ?? text
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(LEAD_IN, '').trim()
  }
  text = (text.split(/\s[|•·⋅∙‧・–—]\s|\s[|•·⋅∙]|\s-\s|\s\/\s/)[0] ?? '').trim()
  const date = DATE_WORDS.exec(text)
  if (date !== null) text = text.slice(0, date.index).replace(/\b(?:on|in|at|am|le)\s*$/i, '')
  text = text.replace(/\s*\((?:[^)]*)\)\s*$/, '')
  // "Jane Doe Senior Reporter": a role right behind two or three names.
  text = /^(\p{Lu}\S*(?:\s\p{Lu}[\p{L}.'’-]*){1,2}?)\s(?:(?:Senior|Staff|Contributing|Associate|Tech|News|Chief|Lead|Managing|Executive|Deputy|Freelance)\s.*|(?:Editor|Writer|Reporter|Author|Contributor|Correspondent|Columnist|Founder)\b.*)$/u.exec(text)?.[1] ?? text
  text = text.replace(/^(?:articles?|posts?|stories) by /i, '').replace(/\s+(?:on|sponsored)$/i, '')
  const pieces = text.split(SEPARATORS).map((name) => name.replace(/^[\s:,.·•|–—-]+|[\s:,·•|–—-]+$/g, ''))
  if (isNameWithRole(text, pieces) || isNameWithAnd(pieces, text)) return [text.replace(/[\s:,·•|–—-]+$/, '')]
  const names = pieces.filter((name, index) => isName(name) && (index === 0 || !isRole(name)))
  // Where roles stand among names, what is neither is a part of a role.
  return names.length < pieces.length && isPersonal(names[0] ?? '') ? names.filter((name) => isPersonal(name)) : names
}

const SEPARATORS = /\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|、|，)\s*(?=\p{L})/u

/**
 * "Jane Doe, Dietitian", "Jane Doe, CFA", "Jane Doe, Editor, The Paper": one person, and what is written right behind
 * the name is no second one. A role that stands apart ("Jane Doe , Editor") is the page's, not the name's.
 */
function isNameWithRole(text: string, [name = '', ...others]: readonly string[]): boolean {
  if (others.length === 0 || !text.startsWith(`${name},`) || !isPersonal(name)) return false
  const isTitle = (piece: string): boolean => isRole(piece) || isCredential(piece) || !piece.includes(' ')
  return others.every(isTitle) || (isTitle(others[0] ?? '') && !/\s(?:&|and|und|et|y)\s|;/.test(text))
}

/** "Centre for Evaluation and Research": names of people on both sides of "and" are alike. */
function isNameWithAnd(pieces: readonly string[], text: string): boolean {
  const [first = '', last = ''] = pieces
  return pieces.length === 2 && /\s(?:and|&)\s/.test(text) && !last.includes(' ') && first.includes(' ') && !isPersonal(first)
}

/** Two to four words as people are called. */
export function isPersonal(name: string): boolean {
  return /^(?:\p{Lu}[\p{L}\p{M}.'’-]*|de|da|di|del|der|den|van|von|la|le|bin|al|el|y)(?:\s(?:\p{Lu}[\p{L}\p{M}.'’-]*|de|da|di|del|der|den|van|von|la|le|bin|al|el|y)){1,3}$/u.test(name) && !isRole(name)
}

/** Letters behind a name: "MD", "CPP", "CEPF®", "Ph.D.". */
function isCredential(text: string): boolean {
  return /^(?:[A-Z]{2,6}(?:-[A-Z]{1,4})?|(?:[A-Z][a-z]{0,2}\.){1,4}[A-Z]?|PhD|EdD|PsyD|PharmD|MPhil|DPhil|LLM|MSc|BSc|MEd)[®™]?$/.test(text)
}

function isName(name: string): boolean {
  return name.length >= 2 && name.length <= 70 && /\p{L}/u.test(name) && !NO_NAME.test(name) && !/https?:|www\.|[<>{}@]|\.com\b/i.test(name) && wordsOf(name).length <= 8
}

function isRole(text: string): boolean {
  return /\b(?:editor|writer|reporter|correspondent|contributor|journalist|staff|senior|manager|director|founder|ceo|cto|professor|phd|ph\.d|md|m\.d|rd|rdn|author|analyst|columnist|producer|expert|specialist|consultant|coach|engineer|president|officer|strategist|dietitian|nutritionist|physician|attorney|jr\.?|inc\.?|llc)\b/i.test(text)
}

/** Whether two texts are of the same words. */
export function sameWords(a: string, b: string): boolean {
  return wordsOf(a).join(' ') === wordsOf(b).join(' ')
}
