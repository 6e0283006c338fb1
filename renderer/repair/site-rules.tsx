import { useEffect, useRef, useState } from 'react'
import type { SiteRule } from '../../shared/repair.ts'
import { api, errorOf } from '../api.ts'
import { attempt } from '../attempt.ts'
import { IconButton } from '../ui/button.tsx'
import { removeSiteRule } from './repair-article.ts'
import { RuleWords } from './rule-words.tsx'
import styles from './site-rules.module.css'

/** The rules that were remembered for sites, what they do, and a way to remove each. */
export function SiteRules() {
  const [rules, setRules] = useState<readonly SiteRule[]>()
  const place = useRef<HTMLDivElement>(null)
  const load = (): Promise<void> => api.siteRules().then(setRules, (thrown: unknown) => void errorOf(thrown))
  useEffect(() => void load(), [])
  if (rules === undefined) return null
  const remove = async (rule: SiteRule): Promise<void> => {
    await attempt(() => removeSiteRule(rule))
    await load()
    // The button that had the keyboard is gone.
    place.current?.focus()
  }
  return (
    <div ref={place} className={styles['place']} tabIndex={-1} role="group" aria-label="Rules for sites">
      {rules.length === 0 ? (
        <p className={styles['none']}>No rules yet. Repair the cleaning of an article and choose “Remember”, and its site stands here.</p>
      ) : (
        <RuleList rules={rules} onRemove={(rule) => void remove(rule)} />
      )}
    </div>
  )
}

function RuleList({ rules, onRemove }: { readonly rules: readonly SiteRule[]; readonly onRemove: (rule: SiteRule) => void }) {
  return (
    <>
      <ul className={styles['rules']} aria-label="Rules for sites">
        {rules.map((rule) => (
          <li key={rule.id}>
            <div>
              <strong>{rule.site}</strong>
              <RuleWords rule={rule} />
            </div>
            <IconButton icon="trash" label={`Remove the rule for ${rule.site}`} size="small" onClick={() => onRemove(rule)} />
          </li>
        ))}
      </ul>
      <p className={styles['none']}>A removed rule no longer holds for new articles. Those that are saved change when they are cleaned again.</p>
    </>
  )
}
