/** Buttons, menus, dialogs and bars. */
export const controls = /* css */ `
.instagram-button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 8px;
  min-height: 44px;
  padding: 8px 18px;
  border: 1px solid transparent;
  border-radius: 12px;
  background: transparent;
  font-weight: 600;
  font-size: 0.95rem;
  line-height: 1.2;
  cursor: pointer;
  transition:
    background-color 120ms,
    border-color 120ms;
}

.instagram-button:disabled {
  cursor: default;
  opacity: 0.6;
}

.instagram-button-primary {
  background: var(--instagram-use-accent);
  color: var(--instagram-use-on-accent);
}

.instagram-button-primary:hover:enabled {
  background: var(--instagram-use-accent-hover);
}

.instagram-button-secondary {
  background: var(--instagram-use-surface);
  border-color: var(--instagram-use-line);
}

.instagram-button-secondary:hover:enabled {
  background: var(--instagram-use-surface-2);
}

.instagram-button-quiet {
  padding-inline: 12px;
  color: var(--instagram-use-accent);
}

.instagram-button-quiet:hover {
  background: var(--instagram-use-accent-soft);
}

.instagram-button-danger {
  background: var(--instagram-use-bad);
  color: var(--instagram-use-surface);
}

.instagram-button-large {
  min-height: 56px;
  padding: 12px 32px;
  border-radius: 16px;
  font-size: 1.1rem;
}

.instagram-button-icon {
  position: relative;
  width: 44px;
  padding: 0;
}

.instagram-is-spinning .instagram-icon {
  animation: instagram-spin 1.1s linear infinite;
}

.instagram-segmented {
  display: inline-flex;
  padding: 3px;
  gap: 2px;
  border-radius: 14px;
  background: var(--instagram-use-surface-2);
  border: 1px solid var(--instagram-use-line);
}

.instagram-segmented button {
  min-height: 44px;
  min-width: 44px;
  padding: 6px 16px;
  border: 0;
  border-radius: 11px;
  background: transparent;
  color: var(--instagram-use-ink-2);
  font-size: 0.9rem;
  font-weight: 600;
  cursor: pointer;
  white-space: nowrap;
}

.instagram-segmented small {
  display: block;
  font-size: 0.72rem;
  font-weight: 400;
}

.instagram-segmented button:hover {
  color: var(--instagram-use-ink);
}

.instagram-segmented button[aria-pressed='true'] {
  background: var(--instagram-use-surface);
  color: var(--instagram-use-accent);
  box-shadow: 0 1px 3px rgb(35 20 60 / 16%);
}

.instagram-segmented-small {
  padding: 0;
  border: 0;
  background: transparent;
}

.instagram-segmented-small button {
  padding: 6px 10px;
}

.instagram-segmented-small button[aria-pressed='true'] {
  background: var(--instagram-use-surface-2);
  box-shadow: none;
}

.instagram-chips {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  margin-bottom: 12px;
}

.instagram-chip {
  --instagram-chip: var(--instagram-use-accent);
  display: inline-flex;
  align-items: center;
  gap: 8px;
  min-height: 44px;
  padding: 6px 16px;
  border: 1px solid var(--instagram-use-line);
  border-radius: 22px;
  background: transparent;
  color: var(--instagram-use-ink-2);
  font-size: 0.9rem;
  font-weight: 600;
  cursor: pointer;
}

.instagram-chip::before {
  content: '';
  width: 9px;
  height: 9px;
  border-radius: 50%;
  background: var(--instagram-chip);
}

.instagram-chip-reach {
  --instagram-chip: var(--instagram-use-chart-reach);
}

.instagram-chip-impressions {
  --instagram-chip: var(--instagram-use-chart-impressions);
}

.instagram-chip-profileViews {
  --instagram-chip: var(--instagram-use-chart-profileViews);
}

.instagram-chip-engagement {
  --instagram-chip: var(--instagram-use-chart-engagement);
}

.instagram-chip:hover {
  background: var(--instagram-use-surface-2);
}

.instagram-chip[aria-pressed='true'] {
  border-color: var(--instagram-chip);
  color: var(--instagram-use-ink);
  box-shadow: inset 0 0 0 1px var(--instagram-chip);
}

.instagram-select select {
  min-height: 44px;
  max-width: 220px;
  padding: 6px 12px;
  border: 1px solid var(--instagram-use-field);
  border-radius: 12px;
  background: var(--instagram-use-surface);
  font-weight: 600;
  font-size: 0.95rem;
}

.instagram-check {
  display: flex;
  gap: 12px;
  padding: 14px;
  border: 1px solid var(--instagram-use-line);
  border-radius: 12px;
  cursor: pointer;
}

.instagram-check input {
  width: 22px;
  height: 22px;
  flex: none;
  accent-color: var(--instagram-use-accent);
}

.instagram-check small {
  display: block;
  color: var(--instagram-use-ink-2);
  font-size: 0.875rem;
}
`
