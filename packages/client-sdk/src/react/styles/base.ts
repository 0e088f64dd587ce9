/** Text, cards and placeholders. */
export const base = /* css */ `
:where(.instagram-root) *,
:where(.instagram-root) *::before,
:where(.instagram-root) *::after {
  box-sizing: border-box;
}

:where(.instagram-root) h1,
:where(.instagram-root) h2,
:where(.instagram-root) p,
:where(.instagram-root) ul,
:where(.instagram-root) ol,
:where(.instagram-root) dl,
:where(.instagram-root) dd {
  margin: 0;
  padding: 0;
}

:where(.instagram-root) ul {
  list-style: none;
}

:where(.instagram-root) h1 {
  font-size: clamp(1.6rem, 1.2rem + 1.8vw, 2.3rem);
  line-height: 1.15;
  letter-spacing: -0.02em;
  text-wrap: balance;
}

:where(.instagram-root) h2 {
  font-size: 1.05rem;
  line-height: 1.3;
  letter-spacing: -0.005em;
}

:where(.instagram-root) p {
  text-wrap: pretty;
}

:where(.instagram-root) button,
:where(.instagram-root) input,
:where(.instagram-root) select {
  font: inherit;
  color: inherit;
}

:where(.instagram-root) :focus-visible {
  outline: 3px solid var(--instagram-use-accent);
  outline-offset: 2px;
  border-radius: 8px;
}

.instagram-icon {
  width: 20px;
  height: 20px;
  flex: none;
  fill: none;
  stroke: currentcolor;
  stroke-width: 1.9;
  stroke-linecap: round;
  stroke-linejoin: round;
}

.instagram-visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: -1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.instagram-lead {
  color: var(--instagram-use-ink-2);
  font-size: 1.075rem;
  text-wrap: balance;
}

.instagram-hint {
  color: var(--instagram-use-ink-2);
  font-size: 0.875rem;
}

.instagram-card {
  background: var(--instagram-use-surface);
  border: 1px solid var(--instagram-use-line);
  border-radius: var(--instagram-use-radius);
  box-shadow: var(--instagram-use-shadow);
  padding: 20px;
}

.instagram-card-head .instagram-button-quiet {
  margin-inline: -12px;
}

.instagram-card-head {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 4px 16px;
  min-height: 44px;
  margin-bottom: 8px;
}

.instagram-card-note {
  margin-top: 12px;
  color: var(--instagram-use-ink-2);
  font-size: 0.875rem;
  max-width: 80ch;
}

.instagram-stack {
  display: flex;
  flex-direction: column;
  gap: var(--instagram-use-gap);
}

.instagram-is-stale {
  opacity: 0.55;
  transition: opacity 150ms;
}

.instagram-skeleton {
  background: linear-gradient(100deg, var(--instagram-use-surface) 30%, var(--instagram-use-surface-2) 50%, var(--instagram-use-surface) 70%);
  background-size: 220% 100%;
  animation: instagram-shimmer 1.6s linear infinite;
}

.instagram-skeleton-tile {
  min-height: 172px;
}

.instagram-skeleton-header {
  min-height: 106px;
}

.instagram-skeleton-chart {
  min-height: 360px;
}

@keyframes instagram-shimmer {
  from {
    background-position: 120% 0;
  }
  to {
    background-position: -100% 0;
  }
}

@keyframes instagram-spin {
  to {
    transform: rotate(1turn);
  }
}

@media (prefers-reduced-motion: reduce) {
  .instagram-root *,
  .instagram-root *::before,
  .instagram-root *::after {
    animation-duration: 0.01ms !important;
    animation-iteration-count: 1 !important;
    transition-duration: 0.01ms !important;
  }
}
`
