/** What the reader chose. Stored as JSON in the app's own folder, never in the library. */
export interface Settings {
  readonly theme: Theme
  readonly type: TypeSettings
  readonly list: { readonly density: 'comfortable' | 'compact' }
  readonly notesPanelOpen: boolean
  readonly saving: {
    readonly keepPictures: boolean
    /** Bytes. */
    readonly pictureLimit: number
    /** Bytes. */
    readonly articlePicturesLimit: number
  }
}

export const THEMES = ['system', 'light', 'sepia', 'dark', 'black'] as const
export type Theme = (typeof THEMES)[number]

export const FAMILIES = ['serif', 'sans', 'readable', 'mono'] as const

/** How articles are set. */
export interface TypeSettings {
  readonly family: (typeof FAMILIES)[number]
  /** CSS pixels, 14 to 32. */
  readonly size: number
  /** Multiple of the size, 1.2 to 2.2. */
  readonly lineHeight: number
  /** Characters in a line (CSS `ch`), 40 to 100. */
  readonly width: number
  /** Em between letters, 0 to 0.12. */
  readonly letterSpacing: number
  readonly hyphenate: boolean
  readonly justify: boolean
}

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  type: { family: 'serif', size: 19, lineHeight: 1.6, width: 66, letterSpacing: 0, hyphenate: false, justify: false },
  list: { density: 'comfortable' },
  notesPanelOpen: true,
  // Limits of product.md row 12: 15 MB a picture, 100 MB an article.
  saving: { keepPictures: true, pictureLimit: 15_000_000, articlePicturesLimit: 100_000_000 },
}

/** A change of some settings; the rest stays. */
export interface SettingsChange {
  readonly theme?: Theme
  readonly type?: Partial<TypeSettings>
  readonly list?: Partial<Settings['list']>
  readonly notesPanelOpen?: boolean
  readonly saving?: Partial<Settings['saving']>
}

/** Reads stored or foreign JSON: what is missing or out of range gets its default. Never throws. */
export function readSettings(json: unknown): Settings {
  const all = record(json)
  const type = record(all['type'])
  const list = record(all['list'])
  const saving = record(all['saving'])
  const d = DEFAULT_SETTINGS
  return {
    theme: oneOf(all['theme'], THEMES, d.theme),
    type: {
      family: oneOf(type['family'], FAMILIES, d.type.family),
      size: within(type['size'], 14, 32, d.type.size),
      lineHeight: within(type['lineHeight'], 1.2, 2.2, d.type.lineHeight),
      width: within(type['width'], 40, 100, d.type.width),
      letterSpacing: within(type['letterSpacing'], 0, 0.12, d.type.letterSpacing),
      hyphenate: flag(type['hyphenate'], d.type.hyphenate),
      justify: flag(type['justify'], d.type.justify),
    },
    list: { density: oneOf(list['density'], ['comfortable', 'compact'] as const, d.list.density) },
    notesPanelOpen: flag(all['notesPanelOpen'], d.notesPanelOpen),
    saving: {
      keepPictures: flag(saving['keepPictures'], d.saving.keepPictures),
      pictureLimit: within(saving['pictureLimit'], 0, 200_000_000, d.saving.pictureLimit),
      articlePicturesLimit: within(saving['articlePicturesLimit'], 0, 2_000_000_000, d.saving.articlePicturesLimit),
    },
  }
}

/** The settings after a change; values out of range fall back as in `readSettings`. */
export function changeSettings(settings: Settings, change: SettingsChange): Settings {
  return readSettings({
    ...settings,
    ...change,
    type: { ...settings.type, ...change.type },
    list: { ...settings.list, ...change.list },
    saving: { ...settings.saving, ...change.saving },
  })
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T {
  return allowed.find((one) => one === value) ?? otherwise
}

function within(value: unknown, least: number, most: number, otherwise: number): number {
  return typeof value === 'number' && value >= least && value <= most ? value : otherwise
}

function flag(value: unknown, otherwise: boolean): boolean {
  return typeof value === 'boolean' ? value : otherwise
}
