import { VIEWS } from '../../shared/list.ts'
import type { View } from '../../shared/list.ts'
import { shownKeys } from '../keys.ts'
import { go, routeHash, useRoute } from '../route.ts'
import { openOverlay } from '../shell-store.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { useLibrary } from './library-store.ts'
import { SearchSection, TagSection } from './sidebar-sections.tsx'
import type { MakeLink } from './sidebar-sections.tsx'
import styles from './sidebar.module.css'
import { VIEW_LABELS } from './view-labels.ts'

interface Props {
  /** `rail` shows icons alone. */
  readonly layout: 'full' | 'rail'
  readonly onToggle: () => void
  readonly onChosen: () => void
}

/** The views of the library, the saved searches and the tags. */
export function Sidebar({ layout, onToggle, onChosen }: Props) {
  const route = useRoute()
  const overview = useLibrary((state) => state.overview)
  const link: MakeLink = (to) => ({
    href: routeHash(to),
    onClick: (event) => {
      event.preventDefault()
      go(to)
      onChosen()
    },
  })
  return (
    <div className={styles['sidebar']} data-layout={layout}>
      <div className={styles['head']}>
        {layout === 'full' && <span className={styles['name']}>Lectern</span>}
        <IconButton icon="sidebar" label={layout === 'full' ? 'Hide sidebar' : 'Show sidebar'} keys={shownKeys('toggle-sidebar')} onClick={onToggle} />
      </div>
      <nav aria-label="Library views" className={styles['nav']}>
        <ul>
          {VIEWS.map((view) => (
            <li key={view} className={view === 'trash' ? styles['apart'] : undefined}>
              <ViewLink view={view} chosen={route.view === view && !route.tag && !route.search} count={overview?.counts[view]} layout={layout} {...link({ view })} />
            </li>
          ))}
        </ul>
        {layout === 'full' && <SearchSection link={link} />}
        {layout === 'full' && overview && overview.tags.length > 0 && <TagSection tags={overview.tags} link={link} />}
      </nav>
      <div className={styles['foot']}>
        <IconButton icon="settings" label="Settings" keys={shownKeys('settings')} onClick={() => openOverlay({ kind: 'settings' })} />
        <IconButton icon="command" label="Commands" keys={shownKeys('command-palette')} onClick={() => openOverlay({ kind: 'palette' })} />
      </div>
    </div>
  )
}

interface ViewLinkProps {
  readonly view: View
  readonly chosen: boolean
  readonly count: number | undefined
  readonly layout: 'full' | 'rail'
  readonly href: string
  readonly onClick: (event: React.MouseEvent) => void
}

function ViewLink({ view, chosen, count, layout, href, onClick }: ViewLinkProps) {
  const { label, icon } = VIEW_LABELS[view]
  return (
    <a
      href={href}
      className={styles['link']}
      aria-current={chosen ? 'page' : undefined}
      aria-label={layout === 'rail' ? label : undefined}
      data-tip={layout === 'rail' ? label : undefined}
      onClick={onClick}
    >
      <Icon name={icon} />
      {layout === 'full' && (
        <>
          <span className={styles['text']}>{label}</span>
          {count !== undefined && count > 0 && <span className={styles['count']}>{count.toLocaleString('en')}</span>}
        </>
      )}
    </a>
  )
}
