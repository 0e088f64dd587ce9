/** @jsxImportSource #own */
/** Names with their values, as many in a row as there is room for. */
export function Figures({ figures }: { figures: { label: string; value: string }[] }) {
  return (
    <dl className="instagram-figures instagram-figures-wide">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
