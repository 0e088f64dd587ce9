/** @jsxImportSource #own */
import type { ReactNode } from 'react'

interface CheckProps {
  checked: boolean
  onChange: (checked: boolean) => void
  testId: string
  hint?: string
  children: ReactNode
}

/** A question to be answered with yes or no, with room for what it means. */
export function Check({ checked, onChange, testId, hint, children }: CheckProps) {
  return (
    <label className="instagram-check">
      <input
        type="checkbox"
        checked={checked}
        data-testid={testId}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>
        {children}
        {hint !== undefined && <small>{hint}</small>}
      </span>
    </label>
  )
}
