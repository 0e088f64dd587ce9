/** @jsxImportSource #own */
export interface SelectProps<Value extends string> {
  label: string
  value: Value
  /** What can be chosen, with its text. */
  options: readonly (readonly [value: Value, text: string])[]
  onChange: (value: Value) => void
  testId: string
  /** The label is for screen readers alone (default), or stands above. */
  isField?: boolean
}

export function Select<Value extends string>({ label, value, options, onChange, testId, isField }: SelectProps<Value>) {
  return (
    <label className={isField ? 'instagram-field' : 'instagram-select'}>
      {isField ? label : <span className="instagram-visually-hidden">{label}</span>}
      <select
        value={value}
        data-testid={testId}
        onChange={({ target }) => onChange(options.find(([name]) => name === target.value)?.[0] ?? value)}
      >
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
