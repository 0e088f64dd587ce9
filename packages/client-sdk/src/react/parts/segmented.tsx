/** @jsxImportSource #own */
import type { ReactNode } from 'react'

interface SegmentedProps<Value> {
  label: string
  value: Value
  options: readonly { value: Value; text: ReactNode; testId?: string; title?: string | undefined }[]
  onChange: (value: Value) => void
}

/** One choice of a few, all of them on the screen. */
export function Segmented<Value extends string | number>({ label, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <div className="instagram-segmented" role="group" aria-label={label}>
      {options.map(({ value: option, text, testId, title }) => (
        <button
          key={option}
          type="button"
          aria-pressed={value === option}
          data-testid={testId}
          title={title}
          onClick={() => onChange(option)}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
