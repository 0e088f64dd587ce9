/** The chart, posts, people and hours. */
export const pages = /* css */ `
.instagram-card-tools,
.instagram-actions,
.instagram-export,
.instagram-onboarding-actions {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px;
}
.instagram-actions {
  margin-top: 12px;
}
.instagram-card > .instagram-actions + p {
  margin-top: 20px;
}
.instagram-onboarding-actions {
  justify-content: center;
}
.instagram-connect-button {
  display: grid;
  gap: 12px;
  justify-items: start;
}
.instagram-connect-button .instagram-error-panel {
  justify-self: stretch;
}
.instagram-export {
  justify-content: flex-end;
  color: var(--instagram-use-ink-2);
}
.instagram-more {
  margin-top: 12px;
}
.instagram-skeleton-line {
  min-height: 96px;
}

.instagram-toggle {
  display: inline-flex;
  align-items: center;
  gap: 8px;
  min-height: 44px;
  margin-inline-start: auto;
  color: var(--instagram-use-ink-2);
  font-size: 0.9rem;
  cursor: pointer;
}
.instagram-toggle input {
  width: 20px;
  height: 20px;
  accent-color: var(--instagram-use-accent);
}

.instagram-chart {
  position: relative;
}
.instagram-chart-svg {
  display: block;
  position: absolute;
  inset: 0;
  overflow: visible;
}
.instagram-chart-svg text {
  fill: var(--instagram-use-ink-2);
  font-size: 12px;
}
.instagram-chart-row line {
  stroke: var(--instagram-use-line);
}
.instagram-chart-line,
.instagram-chart-previous {
  fill: none;
  stroke-width: 2.25;
  stroke-linejoin: round;
}
.instagram-chart-previous {
  stroke: var(--instagram-use-field);
  stroke-width: 1.5;
}
.instagram-chart-hollow {
  fill: var(--instagram-use-surface);
}
.instagram-chart-cursor line {
  stroke: var(--instagram-use-ink-2);
  stroke-dasharray: 3 3;
}
.instagram-chart-slider {
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
  margin: 0;
  appearance: none;
  background: transparent;
  border-radius: 12px;
  cursor: crosshair;
  touch-action: pan-y;
}
.instagram-chart-slider::-webkit-slider-thumb {
  appearance: none;
  width: 1px;
  height: 1px;
}
.instagram-chart-slider::-moz-range-thumb {
  width: 1px;
  height: 1px;
  border: 0;
  background: transparent;
}
.instagram-chart .instagram-tooltip {
  position: absolute;
  z-index: 1;
  top: 8px;
  pointer-events: none;
}

.instagram-media {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(280px, 100%), 1fr));
  gap: 12px;
}
.instagram-post {
  display: flex;
  gap: 12px;
  min-width: 0;
  padding: 10px;
  border: 1px solid var(--instagram-use-line);
  border-radius: 14px;
}
.instagram-post > div {
  min-width: 0;
  flex: 1;
}
.instagram-post img,
.instagram-post-blank {
  width: 84px;
  height: 84px;
  flex: none;
  border-radius: 10px;
  object-fit: cover;
  background: var(--instagram-use-surface-2);
}
.instagram-post-name {
  display: -webkit-box;
  overflow: hidden;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 2;
  font-weight: 600;
  font-size: 0.92rem;
  overflow-wrap: anywhere;
}
.instagram-post-name a {
  color: inherit;
}
.instagram-post-day {
  color: var(--instagram-use-ink-2);
  font-size: 0.82rem;
}
.instagram-post-figures {
  display: flex;
  flex-wrap: wrap;
  gap: 2px 14px;
  margin-top: 4px;
  font-size: 0.82rem;
}
.instagram-post-figures > div {
  display: flex;
  gap: 4px;
}
.instagram-post-figures dt {
  color: var(--instagram-use-ink-2);
}
.instagram-post-figures dd {
  font-weight: 600;
  font-variant-numeric: tabular-nums;
}

.instagram-audience {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
  gap: 20px 28px;
}
:where(.instagram-root) h3 {
  margin: 0 0 6px;
  font-size: 0.92rem;
}
.instagram-groups {
  display: grid;
  gap: 8px;
}
.instagram-groups li {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 2px 10px;
  font-size: 0.9rem;
  font-variant-numeric: tabular-nums;
}
.instagram-groups-bar {
  grid-column: 1 / -1;
  height: 6px;
  border-radius: 4px;
  background: var(--instagram-use-surface-2);
}
.instagram-groups-bar > span {
  display: block;
  height: 100%;
  border-radius: 4px;
  background: var(--instagram-use-accent);
}

.instagram-best {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
  gap: 10px;
  margin-bottom: 16px;
  list-style: none;
}
.instagram-best li {
  display: grid;
  padding: 12px 14px;
  border-radius: 12px;
  background: var(--instagram-use-surface-2);
}
.instagram-best strong::first-letter {
  text-transform: uppercase;
}
.instagram-best span {
  color: var(--instagram-use-ink-2);
  font-size: 0.85rem;
}
.instagram-week {
  display: grid;
  grid-template-columns: 3.2em repeat(8, minmax(0, 1fr));
  gap: 4px;
  color: var(--instagram-use-ink-2);
  font-size: 0.8rem;
}
.instagram-week-cell {
  min-height: 26px;
  border-radius: 6px;
  background: var(--instagram-use-accent);
}
.instagram-week-cell.instagram-week-blank {
  background: var(--instagram-use-surface-2);
}
`
