import { useCallback, useMemo, useRef, useState } from 'react'
import type { ArticleId } from '../../shared/model.ts'
import type { RepairView } from '../../shared/repair.ts'
import { attempt } from '../attempt.ts'
import { MEDIUM } from '../shell-store.ts'
import { announce } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { errorText } from '../ui/error-text.ts'
import { StatePage } from '../ui/state-page.tsx'
import { useWindowWidth } from '../ui/use-window-width.ts'
import { actionText, blockName, stateText } from './block-names.ts'
import { CleanedFrame } from './cleaned-frame.tsx'
import { keptPictures } from './kept-pictures.ts'
import { OriginalFrame } from './original-frame.tsx'
import type { OriginalHandle } from './original-frame.tsx'
import { repairArticle } from './repair-article.ts'
import { focusFirst } from '../ui/focus-first.ts'
import styles from './repair.module.css'
import { RuleWords } from './rule-words.tsx'
import { useRepair, useRepairView } from './use-repair.ts'

interface Props {
  readonly id: ArticleId
  readonly onClose: () => void
}

/** The original beside the cleaned article: blocks are dropped and brought back, and the result shows at once. */
export function RepairDialog({ id, onClose }: Props) {
  const { view, error } = useRepairView(id)
  if (view) return <Workbench id={id} view={view} onClose={onClose} />
  const isText = error?.code === 'not-a-page'
  return (
    <Dialog title="Repair cleaning" size="full" onClose={onClose}>
      {error ? (
        <StatePage
          icon={isText ? 'info' : 'warning'}
          title={isText ? 'There is nothing to compare' : errorText(error).what}
          text={isText ? 'This article was saved as plain text, which has no blocks to choose from.' : errorText(error).advice}
          role="alert"
        />
      ) : (
        <p className={styles['waiting']} role="status">
          Looking at the original…
        </p>
      )}
    </Dialog>
  )
}

type Side = 'original' | 'cleaned'

function Workbench({ id, view, onClose }: Props & { readonly view: RepairView }) {
  const work = useRepair(id, view)
  const { blocks } = view.outline
  const [active, setActive] = useState(0)
  const [asking, setAsking] = useState(false)
  const [saving, setSaving] = useState(false)
  const [side, setSide] = useState<Side>('original')
  const narrow = useWindowWidth() < MEDIUM - 200
  const original = useRef<OriginalHandle>(null)
  const pictures = useMemo(() => keptPictures(view.html), [view.html])
  const direction = useMemo(() => /<html[^>]*\sdir="(ltr|rtl)"/.exec(view.html)?.[1] ?? 'ltr', [view.html])
  const goOn = (): void => {
    setAsking(false)
    original.current?.focus()
  }
  // A second Escape answers the question that the first one asked: nothing is lost.
  const close = (): void => {
    if (asking) goOn()
    else if (work.isChanged) setAsking(true)
    else onClose()
  }
  const { toggle, takeBack, states } = work

  const onToggle = useCallback(
    (index: number) => {
      const [block, state] = [blocks[index], states[index]]
      if (!block || !state) return
      toggle(index)
      announce(`${blockName(block)}: ${actionText(state, block.standing)}`)
    },
    [blocks, states, toggle],
  )
  const save = (): void => {
    setSaving(true)
    void attempt(async () => {
      try {
        await repairArticle(id, { repair: work.repair, remember: work.remembered, site: view.site })
        onClose()
      } finally {
        setSaving(false)
      }
    })
  }
  const nothingLeft = work.problem?.code === 'no-article'
  const footer = asking ? (
    <DiscardQuestion onKeep={goOn} onDiscard={onClose} />
  ) : (
    <>
      <Remember work={work} view={view} />
      <Button onClick={close}>Cancel</Button>
      <Button kind="primary" disabled={!work.isChanged || saving || work.problem !== undefined} onClick={save}>
        {saving ? 'Saving…' : 'Save'}
      </Button>
    </>
  )
  return (
    <Dialog title="Repair cleaning" size="full" onClose={close} footer={footer}>
      {narrow && <SideSwitch side={side} onChange={setSide} />}
      <div className={styles['columns']} data-narrow={narrow || undefined}>
        <section className={styles['column']} aria-label="Original" hidden={narrow && side !== 'original'}>
          <header className={styles['head']}>
            <h3>Original</h3>
            <Legend />
          </header>
          <OriginalFrame
            id={id}
            outline={view.outline}
            pictures={pictures}
            direction={direction}
            states={states}
            handle={original}
            onActive={setActive}
            onToggle={onToggle}
            onUndo={takeBack}
            onEscape={close}
          />
          <ActiveBlock view={view} active={active} work={work} onToggle={onToggle} onChoose={(index) => { setActive(index); original.current?.focus(index) }} />
        </section>
        <section className={styles['column']} aria-label="Cleaned" hidden={narrow && side !== 'cleaned'}>
          <header className={styles['head']}>
            <h3>Cleaned</h3>
            <p className={styles['count']} role="status">
              {nothingLeft ? '' : work.isWorking ? 'Cleaning…' : `${work.preview.wordCount.toLocaleString()} words`}
            </p>
          </header>
          {nothingLeft ? (
            <StatePage icon="warning" title="Nothing would be left" text="Bring a block back, and the article shows here again." role="alert" />
          ) : (
            <CleanedFrame id={id} title={view.title} html={work.preview.html} chosen={blocks[active]?.selector.text?.begins ?? ''} onEscape={close} />
          )}
        </section>
      </div>
    </Dialog>
  )
}

type Work = ReturnType<typeof useRepair>

function Legend() {
  return (
    <ul className={styles['legend']} aria-label="What the marks mean">
      <li data-state="in">In the article</li>
      <li data-state="out">Left out</li>
      <li data-state="dropped">Dropped by you</li>
      <li data-state="kept">Brought back</li>
    </ul>
  )
}

/** The chosen block: what it is, the blocks around it, and what can be done with it. */
function ActiveBlock({ view, active, work, onToggle, onChoose }: { readonly view: RepairView; readonly active: number; readonly work: Work; readonly onToggle: (index: number) => void; readonly onChoose: (index: number) => void }) {
  const { blocks } = view.outline
  const [block, state] = [blocks[active], work.states[active]]
  if (!block || !state) return null
  const around: number[] = []
  for (let at = block.parent; at !== undefined; at = blocks[at]?.parent) around.unshift(at)
  return (
    <footer className={styles['active']}>
      <nav aria-label="Blocks around the chosen one">
        {around.slice(-2).map((index) => {
          const one = blocks[index]
          return one && <button key={index} type="button" onClick={() => onChoose(index)} data-tip="Choose this larger block" data-tip-keys="←">{blockName(one)}</button>
        })}
        <strong>{blockName(block)}</strong>
        <span>{block.hidden ? `${stateText(state)}, hidden on the page` : stateText(state)}</span>
      </nav>
      <Button icon={state.inArticle ? 'minus' : 'plus'} onClick={() => onToggle(active)}>
        {actionText(state, block.standing)}
      </Button>
    </footer>
  )
}

function SideSwitch({ side, onChange }: { readonly side: Side; readonly onChange: (side: Side) => void }) {
  return (
    <div className={styles['switch']} role="group" aria-label="Show">
      {(['original', 'cleaned'] as const).map((one) => (
        <button key={one} type="button" aria-pressed={side === one} onClick={() => onChange(one)}>
          {one === 'original' ? 'Original' : 'Cleaned'}
        </button>
      ))}
    </div>
  )
}

function Remember({ work, view }: { readonly work: Work; readonly view: RepairView }) {
  const { site } = view
  const { onlyHere, repair } = work.forSite
  if (site === undefined || work.marks.size === 0) {
    return <p className={styles['hint']}>Space or a click drops a block or brings it back. Arrow keys move; ← takes the block around it.</p>
  }
  const refused = work.remembered && work.preview.refused.length > 0
  return (
    <div className={styles['remember']}>
      <label>
        <input type="checkbox" disabled={!work.canRemember} checked={work.remembered !== undefined} onChange={(event) => work.setRemember(event.target.checked)} />
        Remember for {site}
      </label>
      {work.remembered && <RuleWords rule={repair} />}
      {refused && <p className={styles['caution']}>It would take more than half of this article’s text, so pages like this one are left as they are.</p>}
      {onlyHere > 0 && (
        <p className={styles['hint']}>
          {onlyHere === 1 ? 'One block looks' : `${onlyHere} blocks look`} like others of the site, and {onlyHere === 1 ? 'is' : 'are'} corrected only here.
        </p>
      )}
    </div>
  )
}

function DiscardQuestion({ onKeep, onDiscard }: { readonly onKeep: () => void; readonly onDiscard: () => void }) {
  return (
    <>
      <p className={styles['question']} role="alert">
        Close without saving the repair?
      </p>
      <Button ref={focusFirst} onClick={onKeep}>
        Go on repairing
      </Button>
      <Button kind="danger" onClick={onDiscard}>
        Discard
      </Button>
    </>
  )
}
