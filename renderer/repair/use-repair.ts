import { useCallback, useEffect, useMemo, useState } from 'react'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import { NO_REPAIR } from '../../shared/repair.ts'
import type { Repair, RepairPreview, RepairView } from '../../shared/repair.ts'
import { api, errorOf } from '../api.ts'
import { marksOf, repairOf, siteRepairOf, statesOf, toggled } from './marks.ts'
import type { Marks } from './marks.ts'

/** Long enough that a few quick keys are one cleaning; short enough to feel live. */
const PREVIEW_DELAY_MS = 120

const NO_MARKS: Marks = new Map()

/** Fetches what the repair view shows. */
export function useRepairView(id: ArticleId): { readonly view: RepairView | undefined; readonly error: AppError | undefined } {
  const [view, setView] = useState<RepairView>()
  const [error, setError] = useState<AppError>()
  useEffect(() => {
    let over = false
    api.repairView(id).then(
      (answer) => !over && setView(answer),
      (thrown: unknown) => !over && setError(errorOf(thrown)),
    )
    return () => void (over = true)
  }, [id])
  return { view, error }
}

/** The reader's marks on a view, what they amount to, and what they make of the article. */
export function useRepair(id: ArticleId, view: RepairView) {
  const { blocks } = view.outline
  const first = useMemo(() => marksOf(blocks, view.repair), [blocks, view.repair])
  const [history, setHistory] = useState<readonly Marks[]>([first])
  const [remember, setRemember] = useState(false)
  const marks = history.at(-1) ?? NO_MARKS
  const repair = useMemo(() => repairOf(blocks, marks), [blocks, marks])
  const forSite = useMemo(() => siteRepairOf(blocks, marks), [blocks, marks])
  const canRemember = view.site !== undefined && forSite.repair.drop.length + forSite.repair.keep.length > 0
  const remembered = remember && canRemember ? forSite.repair : undefined
  const isChanged = JSON.stringify(repair) !== JSON.stringify(view.repair) || remembered !== undefined

  return {
    marks,
    states: useMemo(() => statesOf(blocks, marks), [blocks, marks]),
    toggle: useCallback((index: number) => setHistory((before) => [...before, toggled(blocks, before.at(-1) ?? NO_MARKS, index)]), [blocks]),
    takeBack: useCallback(() => setHistory((before) => (before.length > 1 ? before.slice(0, -1) : before)), []),
    repair,
    forSite,
    canRemember,
    remembered,
    setRemember,
    isChanged,
    ...usePreview(id, view, repair, remembered, isChanged),
  }
}

interface Answer {
  readonly repair: Repair
  readonly remembered: Repair | undefined
  /** After an error, what was shown before it. */
  readonly preview: RepairPreview
  readonly error?: AppError
}

function usePreview(id: ArticleId, view: RepairView, repair: Repair, remembered: Repair | undefined, isChanged: boolean) {
  const [answer, setAnswer] = useState<Answer>()
  useEffect(() => {
    if (!isChanged) return
    let over = false
    const settle = (preview: RepairPreview | undefined, error?: AppError): void => {
      if (over) return
      setAnswer((before) => ({ repair, remembered, preview: preview ?? before?.preview ?? view, ...(error && { error }) }))
    }
    const timer = window.setTimeout(() => {
      api.previewRepair(id, repair, remembered ?? NO_REPAIR).then(settle, (thrown: unknown) => settle(undefined, errorOf(thrown)))
    }, PREVIEW_DELAY_MS)
    return () => {
      over = true
      window.clearTimeout(timer)
    }
  }, [id, view, repair, remembered, isChanged])
  const isAnswered = answer?.repair === repair && answer.remembered === remembered
  return {
    preview: isChanged ? (answer?.preview ?? view) : view,
    problem: isChanged && isAnswered ? answer.error : undefined,
    isWorking: isChanged && !isAnswered,
  }
}
