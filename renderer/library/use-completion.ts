import { useEffect, useRef, useState } from 'react'
import { unfinishedAt } from '../../shared/query.ts'
import type { Unfinished } from '../../shared/query.ts'
import { api, errorOf } from '../api.ts'
import type { Choice } from './search-completion.ts'

/** What is offered under the search field. */
export interface Completion {
  /** Nothing is offered while this is empty. */
  readonly choices: readonly Choice[]
  /** Which of them the keys are on; none: -1. */
  readonly active: number
  /** What a choice takes the place of. */
  readonly typed: Pick<Unfinished, 'start'>
}

// Nobody completes anything before the first frame.
const load = () => import('./search-completion.ts')

const NOTHING: Completion = { choices: [], active: -1, typed: { start: 0 } }

/** The id of an option, for the field that keeps the keyboard and points at it. */
export function optionId(index: number): string {
  return `search-completion-${index}`
}

/** Offers completions for what is typed before the cursor. Answers of the library that come late are dropped. */
export function useCompletion() {
  const [offered, setOffered] = useState(NOTHING)
  const turn = useRef(0)
  useEffect(() => () => void turn.current++, [])

  const close = (): void => {
    turn.current++
    setOffered(NOTHING)
  }

  const offer = (text: string, cursor: number): void => {
    const mine = ++turn.current
    const typed = typedAt(text, cursor)
    if (typed === undefined) return setOffered(NOTHING)
    choicesOf(typed).then((choices) => {
      if (mine === turn.current) setOffered({ choices: worthOffering(choices, text, cursor, typed), active: -1, typed })
    }, errorOf)
  }

  /** Offers every operator, for somebody who asks what there is. */
  const offerAll = (cursor: number): void => {
    const mine = ++turn.current
    load().then(({ operatorChoices }) => {
      if (mine === turn.current) setOffered({ choices: operatorChoices(), active: 0, typed: { start: cursor } })
    }, errorOf)
  }

  const move = (step: 1 | -1): void =>
    setOffered((before) => {
      const count = before.choices.length
      const from = before.active === -1 && step === -1 ? count : before.active
      return { ...before, active: (from + step + count) % count }
    })

  return { offered, offer, offerAll, move, close }
}

/** What is being typed before the cursor. */
function typedAt(text: string, cursor: number): Unfinished | undefined {
  // In the middle of a word there is nothing to complete.
  return /^(?:\s|$)/.test(text.slice(cursor)) ? unfinishedAt(text.slice(0, cursor)) : undefined
}

async function choicesOf(typed: Unfinished): Promise<readonly Choice[]> {
  const { choicesFor, fieldFor, libraryChoices } = await load()
  const field = fieldFor(typed)
  return field === undefined ? choicesFor(typed, new Date()) : libraryChoices(typed, await api.completions(field, typed.begun))
}

/** A single choice that is typed out already is none. */
function worthOffering(choices: readonly Choice[], text: string, cursor: number, typed: Unfinished): readonly Choice[] {
  const [only] = choices
  return choices.length === 1 && only?.text.trim().toLowerCase() === text.slice(typed.start, cursor).toLowerCase() ? [] : choices
}
