import { DEFAULT_SETTINGS, FAMILIES, THEMES } from '../../shared/settings.ts'
import type { Theme, TypeSettings } from '../../shared/settings.ts'
import { changeSettings, useSettings } from '../settings-store.ts'
import { Choice, Slider, Switch } from '../ui/controls.tsx'
import styles from './typography.module.css'

const FAMILY_LABELS: Readonly<Record<TypeSettings['family'], string>> = {
  serif: 'Serif',
  sans: 'Sans',
  readable: 'Readable',
  mono: 'Mono',
}

const THEME_LABELS: Readonly<Record<Theme, string>> = {
  system: 'System',
  light: 'Light',
  sepia: 'Sepia',
  dark: 'Dark',
  black: 'Black',
}

/** How articles are set, and the theme. Every change is seen in the article at once. */
export function Typography() {
  const { theme } = useSettings()
  return (
    <div className={styles['panel']}>
      <ThemeChoice theme={theme} />
      <TypeControls />
    </div>
  )
}

/** Everything about type: typeface, size, line, spacing. */
export function TypeControls() {
  const { type } = useSettings()
  const set = (change: Partial<TypeSettings>): void => changeSettings({ type: change })
  return (
    <>
      <Choice
        label="Typeface"
        layout="cards"
        value={type.family}
        onChange={(family) => set({ family })}
        choices={FAMILIES.map((family) => ({
          value: family,
          label: FAMILY_LABELS[family],
          sample: (
            <span className={styles['sample']} data-family={family} aria-hidden="true">
              Ag
            </span>
          ),
        }))}
      />
      <div className={styles['sliders']}>
        <Slider label="Size" value={type.size} min={14} max={32} step={1} text={`${type.size}`} onChange={(size) => set({ size })} />
        <Slider
          label="Line height"
          value={type.lineHeight}
          min={1.2}
          max={2.2}
          step={0.05}
          text={type.lineHeight.toFixed(2)}
          onChange={(lineHeight) => set({ lineHeight: Number(lineHeight.toFixed(2)) })}
        />
        <Slider label="Line length" value={type.width} min={40} max={100} step={2} text={`${type.width}`} onChange={(width) => set({ width })} />
        <Slider
          label="Letter spacing"
          value={type.letterSpacing}
          min={0}
          max={0.12}
          step={0.01}
          text={type.letterSpacing === 0 ? 'Normal' : `+${Math.round(type.letterSpacing * 100)} %`}
          onChange={(letterSpacing) => set({ letterSpacing: Number(letterSpacing.toFixed(2)) })}
        />
      </div>
      <div>
        <Switch label="Hyphenate" on={type.hyphenate} onChange={(hyphenate) => set({ hyphenate })} />
        <Switch label="Justify" on={type.justify} onChange={(justify) => set({ justify })} />
      </div>
      <button type="button" className={styles['reset']} onClick={() => changeSettings({ type: DEFAULT_SETTINGS.type })}>
        Back to the defaults
      </button>
    </>
  )
}

/** The themes, each shown as a small page of its own. */
export function ThemeChoice({ theme }: { readonly theme: Theme }) {
  return (
    <Choice
      label="Theme"
      layout="cards"
      value={theme}
      onChange={(next) => changeSettings({ theme: next })}
      choices={THEMES.map((one) => ({
        value: one,
        label: THEME_LABELS[one],
        sample: <span className={styles['page']} data-theme-sample={one} aria-hidden="true" />,
      }))}
    />
  )
}
