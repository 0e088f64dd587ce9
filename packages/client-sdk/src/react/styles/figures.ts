/** Charts, tables, figures and errors. */
export const figures = /* css */ `
.instagram-chart {
  height: 300px;
  border-radius: 12px;
  font-size: 0.8rem;
}

.instagram-chart svg:focus-visible {
  outline-offset: -2px;
}

.instagram-tooltip {
  display: flex;
  flex-direction: column;
  width: max-content;
  max-width: 240px;
  padding: 10px 14px;
  border: 1px solid var(--instagram-use-line);
  border-radius: 12px;
  background: var(--instagram-use-surface);
  box-shadow: var(--instagram-use-shadow);
  color: var(--instagram-use-ink);
}

.instagram-tooltip strong {
  font-size: 1.05rem;
  font-variant-numeric: tabular-nums;
}

.instagram-tooltip small {
  color: var(--instagram-use-ink-2);
  font-weight: 400;
}

.instagram-tooltip-day,
.instagram-tooltip-why {
  color: var(--instagram-use-ink-2);
  font-size: 0.85rem;
}

.instagram-legend {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 20px;
  margin-top: 10px;
  color: var(--instagram-use-ink-2);
  font-size: 0.85rem;
}

.instagram-legend li {
  display: flex;
  align-items: center;
  gap: 8px;
}

.instagram-legend svg {
  width: 24px;
  height: 8px;
  flex: none;
}

.instagram-legend circle {
  stroke-width: 1.5;
}

.instagram-legend path {
  fill: none;
  stroke-width: 2.5;
}

.instagram-figures {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(150px, 28%), 1fr));
  gap: 12px;
  margin-bottom: 16px;
}

.instagram-figures > div {
  display: grid;
  grid-row: span 3;
  grid-template-rows: subgrid;
  row-gap: 0;
  align-content: start;
  padding: 12px 14px;
  border-radius: 12px;
  background: var(--instagram-use-surface-2);
}

.instagram-figures dt,
.instagram-figures .instagram-figure-note {
  color: var(--instagram-use-ink-2);
  font-size: 0.85rem;
  font-weight: 400;
}

.instagram-figures dd {
  overflow-wrap: anywhere;
  font-size: 1.2rem;
  font-weight: 700;
  font-variant-numeric: tabular-nums;
}

.instagram-figures-wide {
  grid-template-columns: repeat(auto-fit, minmax(min(180px, 45%), 1fr));
  margin-bottom: 0;
}

.instagram-checks {
  display: grid;
  gap: 14px;
  margin: 0 0 18px;
  padding: 0;
  list-style: none;
}

.instagram-checks li {
  display: grid;
  grid-template-columns: 96px 1fr;
  gap: 12px;
  align-items: start;
}

.instagram-checks .instagram-badge {
  justify-self: start;
}

.instagram-checks p {
  margin: 0;
  overflow-wrap: anywhere;
}

.instagram-check-next {
  color: var(--instagram-use-ink-2);
  font-size: 0.92rem;
}

.instagram-table-scroll {
  /* Holds its hidden texts for screen readers too, or they would widen the page. */
  position: relative;
  max-height: 420px;
  overflow: auto;
  border: 1px solid var(--instagram-use-line);
  border-radius: 12px;
}

:where(.instagram-root) table {
  width: 100%;
  border-collapse: collapse;
  font-size: 0.92rem;
  font-variant-numeric: tabular-nums;
}

:where(.instagram-root) th,
:where(.instagram-root) td {
  padding: 10px 14px;
  border-bottom: 1px solid var(--instagram-use-line);
  text-align: end;
  white-space: nowrap;
}

:where(.instagram-root) tbody tr:last-child > * {
  border-bottom: 0;
}

:where(.instagram-root) th:first-child {
  text-align: start;
  font-weight: 500;
}

:where(.instagram-root) thead th {
  position: sticky;
  top: 0;
  background: var(--instagram-use-surface-2);
  color: var(--instagram-use-ink-2);
  font-size: 0.85rem;
  font-weight: 600;
}

.instagram-empty-card {
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: 4px;
  padding: 48px 16px;
  color: var(--instagram-use-ink-2);
  text-align: center;
}

.instagram-empty-card strong {
  color: var(--instagram-use-ink);
}

.instagram-error-panel {
  display: flex;
  flex-direction: column;
  align-items: center;
  gap: 10px;
  padding: 36px 24px;
  border: 1px solid var(--instagram-use-line);
  border-radius: var(--instagram-use-radius);
  background: var(--instagram-use-surface);
  box-shadow: var(--instagram-use-shadow);
  text-align: center;
}

.instagram-error-panel h2 {
  font-size: 1.3rem;
}

.instagram-error-panel > p {
  max-width: 56ch;
  color: var(--instagram-use-ink-2);
}

.instagram-error-icon {
  display: grid;
  place-items: center;
  width: 56px;
  height: 56px;
  border-radius: 50%;
  background: var(--instagram-use-warn-soft);
  color: var(--instagram-use-warn);
}

.instagram-error-icon .instagram-icon {
  width: 28px;
  height: 28px;
}

.instagram-error-icon-calm {
  background: var(--instagram-use-accent-soft);
  color: var(--instagram-use-accent);
}

.instagram-error-steps {
  display: grid;
  gap: 8px;
  padding: 16px 20px 16px 40px;
  border-radius: 14px;
  background: var(--instagram-use-surface-2);
  text-align: start;
}

ul.instagram-error-steps {
  list-style: disc;
}

.instagram-error-actions {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: center;
  gap: 10px;
  margin-top: 8px;
}

.instagram-error-countdown {
  flex-basis: 100%;
  font-variant-numeric: tabular-nums;
}

.instagram-request-id {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: center;
  gap: 4px 8px;
  margin-top: 8px;
  color: var(--instagram-use-ink-2);
  font-size: 0.875rem;
}

.instagram-request-id p {
  flex-basis: 100%;
}

.instagram-request-id code {
  padding: 4px 10px;
  border-radius: 8px;
  background: var(--instagram-use-surface-2);
  color: var(--instagram-use-ink);
  overflow-wrap: anywhere;
}
`
