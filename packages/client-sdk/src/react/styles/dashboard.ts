/** The header, the tiles and the notices of the dashboard. */
export const dashboard = /* css */ `
.instagram-account {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 14px 18px;
}

.instagram-account-who {
  flex: 1 1 190px;
  min-width: 0;
}

.instagram-account-who h1 {
  font-size: 1.35rem;
  overflow-wrap: anywhere;
}

.instagram-account-who p {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 10px;
  color: var(--instagram-use-ink-2);
  overflow-wrap: anywhere;
}

.instagram-account-who .instagram-account-fresh {
  display: block;
  font-size: 0.9rem;
}

.instagram-account-actions {
  display: flex;
  flex-wrap: wrap;
  gap: 10px;
}

.instagram-notice {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 10px 14px;
  padding: 12px 16px;
  border-radius: 14px;
  background: var(--instagram-use-accent-soft);
  text-align: start;
}

.instagram-notice-icon {
  display: grid;
  color: var(--instagram-use-accent);
}

.instagram-notice-text {
  display: flex;
  flex-direction: column;
  flex: 1 1 200px;
  font-size: 0.95rem;
}

.instagram-notice-good {
  background: var(--instagram-use-good-soft);
}

.instagram-notice-good .instagram-notice-icon {
  color: var(--instagram-use-good);
}

.instagram-notice-warn {
  background: var(--instagram-use-warn-soft);
}

.instagram-notice-warn .instagram-notice-icon {
  color: var(--instagram-use-warn);
}

.instagram-sync-progress {
  display: grid;
  gap: 8px;
  padding: 16px 20px;
  border: 1px solid var(--instagram-use-line);
  border-radius: var(--instagram-use-radius);
  background: var(--instagram-use-surface);
}

.instagram-sync-progress-text {
  display: flex;
  flex-wrap: wrap;
  justify-content: space-between;
  gap: 2px 16px;
}

.instagram-sync-progress-text span,
.instagram-sync-progress-phase {
  color: var(--instagram-use-ink-2);
  font-size: 0.9rem;
  font-variant-numeric: tabular-nums;
}

.instagram-range-bar {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 10px 20px;
  margin-top: 8px;
}

.instagram-range-bar p {
  min-height: 1.5em;
  color: var(--instagram-use-ink-2);
  font-size: 0.9rem;
}

.instagram-tiles {
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: var(--instagram-use-gap);
}

.instagram-tile {
  --instagram-tile: var(--instagram-use-accent);
  display: flex;
  flex-direction: column;
  min-width: 0;
}

.instagram-tile-followersCount {
  --instagram-tile: var(--instagram-use-chart-followersCount);
}

.instagram-tile-impressions {
  --instagram-tile: var(--instagram-use-chart-impressions);
}

.instagram-tile-reach {
  --instagram-tile: var(--instagram-use-chart-reach);
}

.instagram-tile-engagementRate {
  --instagram-tile: var(--instagram-use-chart-engagementRate);
}

.instagram-tile h2 {
  color: var(--instagram-use-ink-2);
  font-size: 0.92rem;
  font-weight: 600;
}

.instagram-tile-value {
  margin-top: 4px;
  font-size: clamp(1.6rem, 1.2rem + 1.4vw, 2.15rem);
  font-weight: 700;
  line-height: 1.15;
  letter-spacing: -0.03em;
  font-variant-numeric: tabular-nums;
}

.instagram-tile-people {
  margin-top: 6px;
  font-size: 0.85rem;
  font-variant-numeric: tabular-nums;
}

.instagram-tile-reason {
  color: var(--instagram-use-ink-2);
  font-size: 0.85rem;
}

.instagram-tile-caption {
  margin-top: 8px;
  color: var(--instagram-use-ink-2);
  font-size: 0.8rem;
}

.instagram-change {
  width: fit-content;
  white-space: nowrap;
  margin-top: 6px;
  padding: 1px 8px;
  border-radius: 20px;
  background: var(--instagram-use-surface-2);
  color: var(--instagram-use-ink-2);
  font-size: 0.85rem;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
}

.instagram-change-up {
  background: var(--instagram-use-good-soft);
  color: var(--instagram-use-good);
}

.instagram-change-down {
  background: var(--instagram-use-bad-soft);
  color: var(--instagram-use-bad);
}

.instagram-sparkline {
  width: 100%;
  height: 40px;
  margin-top: auto;
  padding-top: 6px;
}

.instagram-sparkline path {
  fill: none;
  stroke: var(--instagram-tile);
  stroke-width: 2;
  stroke-linecap: round;
  stroke-linejoin: round;
  vector-effect: non-scaling-stroke;
}

@container instagram (max-width: 980px) {
  .instagram-tiles {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
}
`
