import { useEffect, useState } from 'react'
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
  const load = (): Promise<void> => api.siteRules().then(setRules, (thrown: unknown) => void errorOf(thrown))
  useEffect(() => void load(), [])
  if (rules === undefined) return null
  if (rules.length === 0) {
    return <p className={styles['none']}>No rules yet. Repair the cleaning of an article and choose “Remember”, and its site stands here.</p>
  }
  return (
    <>
      <ul className={styles['rules']} aria-label="Rules for sites">
        {rules.map((rule) => (
          <li key={rule.id}>
            <div>
              <strong>{rule.site}</strong>
              <RuleWords rule={rule} />
            </div>
            <IconButton icon="trash" label={`Remove the rule for ${rule.site}`} size="small" onClick={() => void attempt(() => removeSiteRule(rule)).then(load)} />
          </li>
        ))}
      </ul>
      <p className={styles['none']}>A removed rule no longer holds for new articles. Those that are saved change when they are cleaned again.</p>
    </>
  )
}
