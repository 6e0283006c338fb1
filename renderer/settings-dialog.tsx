import { useEffect, useState } from 'react'
import type { AppInfo } from '../shared/ipc.ts'
import { api, errorOf } from './api.ts'
import { attempt } from './attempt.ts'
import { SiteRules } from './repair/site-rules.tsx'
import { ThemeChoice, TypeControls } from './reader/typography.tsx'
import styles from './settings-dialog.module.css'
import { changeSettings, useSettings } from './settings-store.ts'
import { Button } from './ui/button.tsx'
import { Choice, Slider, Switch } from './ui/controls.tsx'
import { Dialog } from './ui/dialog.tsx'
import { sizeText } from './ui/size-text.ts'
import { showToast } from './ui/toast.tsx'

/** Every setting, each kept as it is changed. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { theme, list, saving } = useSettings()
  const [info, setInfo] = useState<AppInfo>()
  useEffect(() => void api.appInfo().then(setInfo, errorOf), [])
  return (
    <Dialog title="Settings" onClose={onClose}>
      <div className={styles['sections']}>
        <section>
          <h3>Appearance</h3>
          <ThemeChoice theme={theme} />
          <Choice
            label="Rows of the list"
            value={list.density}
            onChange={(density) => changeSettings({ list: { density } })}
            choices={[
              { value: 'comfortable', label: 'Comfortable' },
              { value: 'compact', label: 'Compact' },
            ]}
          />
        </section>
        <section>
          <h3>Reading</h3>
          <TypeControls />
        </section>
        <section>
          <h3>Saving</h3>
          <Switch
            label="Keep pictures"
            hint="Without it, new articles are saved as text alone."
            on={saving.keepPictures}
            onChange={(keepPictures) => changeSettings({ saving: { keepPictures } })}
          />
          <div className={styles['pair']}>
            <Slider
              label="Largest picture"
              value={saving.pictureLimit / 1e6}
              min={1}
              max={100}
              step={1}
              text={sizeText(saving.pictureLimit)}
              onChange={(megabytes) => changeSettings({ saving: { pictureLimit: megabytes * 1e6 } })}
            />
            <Slider
              label="Pictures of one article"
              value={saving.articlePicturesLimit / 1e6}
              min={10}
              max={1000}
              step={10}
              text={sizeText(saving.articlePicturesLimit)}
              onChange={(megabytes) => changeSettings({ saving: { articlePicturesLimit: megabytes * 1e6 } })}
            />
          </div>
        </section>
        <section>
          <h3>Lectern’s browser</h3>
          <p className={styles['hint']}>
            For pages behind a log-in. It keeps its log-ins apart from everything else in Lectern, until you forget them here.
          </p>
          <div className={styles['folder']}>
            <Button icon="lock" onClick={() => void attempt(() => api.openBrowser())}>
              Open
            </Button>
            <Button kind="danger" onClick={() => void attempt(forgetLogIns)}>
              Forget log-ins
            </Button>
          </div>
        </section>
        <section>
          <h3>Cleaning</h3>
          <SiteRules />
        </section>
        <section>
          <h3>Library</h3>
          <p className={styles['hint']}>
            Your articles are plain files in this folder. They belong to you: copy them, back them up, open them in any browser.
          </p>
          <div className={styles['folder']}>
            <code>{info?.libraryFolder ?? '…'}</code>
            <Button icon="folder" onClick={() => void attempt(() => api.showFolder())}>
              Show
            </Button>
          </div>
          {info && (
            <p className={styles['version']}>
              Lectern {info.version} · Electron {info.electron}
            </p>
          )}
        </section>
      </div>
    </Dialog>
  )
}

async function forgetLogIns(): Promise<void> {
  await api.forgetLogIns()
  showToast('Lectern’s browser has forgotten its log-ins.')
}
