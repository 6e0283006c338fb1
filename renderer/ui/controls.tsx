import { Label, Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { Slider as AriaSlider, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { Switch as AriaSwitch } from 'react-aria-components/Switch'
import type { CSSProperties, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './controls.module.css'

interface SliderProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** The value in words, shown and spoken. */
  readonly text: string
  readonly onChange: (value: number) => void
}

/** A slider with its label and value above it. */
export function Slider({ label, value, min, max, step, text, onChange }: SliderProps) {
  const share = (value - min) / (max - min)
  return (
    <AriaSlider className={classNames(styles['slider'])} value={value} minValue={min} maxValue={max} step={step} onChange={onChange}>
      <Label>{label}</Label>
      <span className={styles['value']} aria-hidden="true">
        {text}
      </span>
      <SliderTrack className={classNames(styles['track'])} style={{ '--share': share } as CSSProperties}>
        <SliderThumb className={classNames(styles['thumb'])} />
      </SliderTrack>
    </AriaSlider>
  )
}

/** An on-or-off setting with its label, and words under it where it needs them. */
export function Switch({
  label,
  hint,
  on,
  onChange,
}: {
  readonly label: string
  readonly hint?: string
  readonly on: boolean
  readonly onChange: (on: boolean) => void
}) {
  return (
    <AriaSwitch className={classNames(styles['switch'])} isSelected={on} onChange={onChange}>
      <span>
        {label}
        {hint && <span className={styles['hint']}>{hint}</span>}
      </span>
      <span className={styles['knob']} />
    </AriaSwitch>
  )
}

interface ChoiceProps<T extends string> {
  readonly label: string
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly label: string; readonly sample?: ReactNode }[]
  readonly onChange: (value: T) => void
  readonly layout?: 'row' | 'cards'
}

/** One of a few, side by side. */
export function Choice<T extends string>({ label, value, choices, onChange, layout = 'row' }: ChoiceProps<T>) {
  return (
    <RadioGroup
      className={classNames(styles['choice'])}
      value={value}
      orientation="horizontal"
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next)
        if (chosen) onChange(chosen.value)
      }}
    >
      <Label>{label}</Label>
      <div className={classNames(styles[layout])}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={classNames(styles['option'])}>
            {choice.sample}
            <span>{choice.label}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
