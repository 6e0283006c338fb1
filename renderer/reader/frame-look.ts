import type { Settings, TypeSettings } from '../../shared/settings.ts'
import { COLOURS } from '../../shared/model.ts'
import { paintedTheme, settingsStore } from '../settings-store.ts'

/** The tokens of ui/tokens.css that article.css uses. */
const TOKENS = [
  'paper', 'surface', 'sunken', 'raised', 'ink', 'ink-2', 'ink-3', 'line', 'line-strong', 'accent', 'accent-soft',
  'focus', 'selection', 'found', 'found-now', 'font-mono', 'font-ui', ...COLOURS.map((colour) => `mark-${colour}`),
  ...COLOURS.map((colour) => `dot-${colour}`),
] // prettier-ignore

/**
 * Dresses the article's frame as the settings say: theme and type, as CSS variables on its root. Set through the CSSOM,
 * which the frame's policy allows where it refuses style attributes.
 */
export function dressFrame(frame: Document, settings: Settings): void {
  const from = getComputedStyle(document.documentElement)
  const { style, dataset } = frame.documentElement
  const theme = paintedTheme(settings.theme)
  dataset['theme'] = theme
  style.setProperty('color-scheme', theme === 'dark' || theme === 'black' ? 'dark' : 'light')
  for (const token of TOKENS) style.setProperty(`--${token}`, from.getPropertyValue(`--${token}`))
  for (const [name, value] of typeVariables(settings.type)) style.setProperty(name, value)
  style.setProperty('--article-font', from.getPropertyValue(`--font-${settings.type.family}`))
}

/** Dresses the frame anew whenever the settings or the system's colours change. Answers a function that stops. */
export function keepDressed(frame: Document): () => void {
  const deaf = settingsStore.subscribe(({ settings }, before) => {
    if (settings.theme !== before.settings.theme || settings.type !== before.settings.type) dressFrame(frame, settings)
  })
  const media = window.matchMedia('(prefers-color-scheme: dark)')
  const redress = (): void => dressFrame(frame, settingsStore.getState().settings)
  media.addEventListener('change', redress)
  return () => {
    deaf()
    media.removeEventListener('change', redress)
  }
}

function typeVariables(type: TypeSettings): readonly (readonly [string, string])[] {
  return [
    ['--article-size', `${type.size}px`],
    ['--article-line', `${type.lineHeight}`],
    ['--article-width', `${type.width}ch`],
    ['--article-spacing', `${type.letterSpacing}em`],
    ['--article-hyphens', type.hyphenate ? 'auto' : 'manual'],
    ['--article-align', type.justify ? 'justify' : 'start'],
  ]
}
