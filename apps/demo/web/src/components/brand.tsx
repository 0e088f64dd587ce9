/** The mark of the host app: a small aurora. */
export function Brand() {
  return (
    <span className="brand">
      <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <defs>
          <linearGradient id="aurora" x1="0" y1="0" x2="1" y2="1">
            <stop stopColor="#6d3bd1" />
            <stop offset=".55" stopColor="#c2337a" />
            <stop offset="1" stopColor="#f08a4b" />
          </linearGradient>
        </defs>
        <rect width="32" height="32" rx="9" fill="url(#aurora)" />
        <path d="M6 21c4-9 7-9 10-4s6 5 10-6" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      </svg>
      <span className="brand-name">Estúdio Aurora</span>
    </span>
  )
}
