import { useEffect, useId, useState } from 'react'
import { DETAIL_FIELDS } from '../../shared/details.ts'
import type { ArticleDetails } from '../../shared/details.ts'
import type { AppError } from '../../shared/errors.ts'
import type { ArticleId } from '../../shared/model.ts'
import { api, errorOf } from '../api.ts'
import { attempt } from '../attempt.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { errorText } from '../ui/error-text.ts'
import { focusFirst } from '../ui/focus-first.ts'
import styles from './details-dialog.module.css'
import { changeOf, DETAIL_LABELS, editDetails, problemOf, textsOf } from './edit-details.ts'

interface Props {
  readonly id: ArticleId
  readonly onClose: () => void
}

/** Title, author, site and date of an article, to be written as the reader knows them. Kept at once, and can be undone. */
export function DetailsDialog({ id, onClose }: Props) {
  const [details, setDetails] = useState<ArticleDetails>()
  const [error, setError] = useState<AppError>()
  useEffect(() => {
    let over = false
    api.articleDetails(id).then(
      (found) => void (!over && setDetails(found)),
      (thrown: unknown) => void (!over && setError(errorOf(thrown))),
    )
    return () => void (over = true)
  }, [id])
  if (details) return <DetailsForm id={id} details={details} onClose={onClose} />
  if (!error) return null
  return (
    <Dialog title="Edit details" size="small" onClose={onClose}>
      <p role="alert">{`${errorText(error).what} ${errorText(error).advice}`}</p>
    </Dialog>
  )
}

function DetailsForm({ id, details, onClose }: Props & { readonly details: ArticleDetails }) {
  const [typed, setTyped] = useState(() => textsOf(details.shown))
  /** Problems are told when the reader is done, not while a date is being typed. */
  const [judged, setJudged] = useState(false)
  const form = useId()
  const own = textsOf(details.own)
  const submit = (event: React.FormEvent): void => {
    event.preventDefault()
    const wrong = DETAIL_FIELDS.find((field) => problemOf(field, typed[field]) !== undefined)
    if (wrong) {
      setJudged(true)
      document.getElementById(form + wrong)?.focus()
      return
    }
    onClose()
    void attempt(() => editDetails(id, changeOf(details, typed)))
  }
  const footer = (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button kind="primary" type="submit" form={form}>
        Save
      </Button>
    </>
  )
  return (
    <Dialog title="Edit details" size="small" onClose={onClose} footer={footer}>
      <form id={form} className={styles['form']} noValidate onSubmit={submit}>
        {DETAIL_FIELDS.map((field, index) => (
          <Field
            key={field}
            id={form + field}
            label={DETAIL_LABELS[field]}
            first={index === 0}
            value={typed[field]}
            own={own[field]}
            problem={judged ? problemOf(field, typed[field]) : undefined}
            onChange={(text) => setTyped((before) => ({ ...before, [field]: text }))}
          />
        ))}
      </form>
    </Dialog>
  )
}

interface FieldProps {
  readonly id: string
  readonly label: string
  readonly first: boolean
  readonly value: string
  /** What the page says; empty when it says nothing. */
  readonly own: string
  readonly problem: string | undefined
  readonly onChange: (text: string) => void
}

function Field({ id, label, first, value, own, problem, onChange }: FieldProps) {
  const back = (): void => {
    onChange(own)
    document.getElementById(id)?.focus()
  }
  const isOwn = value.trim() === own
  return (
    <div className={styles['row']}>
      <label htmlFor={id}>{label}</label>
      <input
        ref={first ? focusFirst : undefined}
        id={id}
        type="text"
        dir="auto"
        className={styles['field']}
        autoComplete="off"
        spellCheck={first}
        maxLength={2000}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem !== undefined ? `${id}-problem` : isOwn ? undefined : `${id}-own`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className={styles['problem']} role="alert">
          {problem}
        </p>
      )}
      {!isOwn && (
        <p className={styles['own']}>
          <span id={`${id}-own`}>
            {own === '' ? 'The page does not say.' : <>On the page: <bdi>{own}</bdi></>}
          </span>
          <button type="button" aria-label={`Use the page’s own ${label.toLowerCase()}`} onClick={back}>
            Use the page’s own
          </button>
        </p>
      )}
    </div>
  )
}
