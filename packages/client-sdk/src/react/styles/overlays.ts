/** Menus, dialogs, badges and bars. */
export const overlays = /* css */ `
.instagram-menu {
  position: relative;
}

.instagram-menu-list {
  position: absolute;
  z-index: 5;
  top: calc(100% + 6px);
  right: 0;
  min-width: 220px;
  padding: 6px;
  border: 1px solid var(--instagram-use-line);
  border-radius: 14px;
  background: var(--instagram-use-surface);
  box-shadow: 0 12px 32px -8px rgb(20 10 40 / 30%);
}

.instagram-menu-list button {
  width: 100%;
  min-height: 44px;
  padding: 8px 12px;
  border: 0;
  border-radius: 10px;
  background: transparent;
  text-align: start;
  cursor: pointer;
}

.instagram-menu-list button:hover {
  background: var(--instagram-use-surface-2);
}

.instagram-menu-list .instagram-menu-danger {
  color: var(--instagram-use-bad);
}

.instagram-dialog {
  width: min(480px, calc(100vw - 32px));
  padding: 24px;
  border: 1px solid var(--instagram-use-line);
  border-radius: var(--instagram-use-radius);
  background: var(--instagram-use-surface);
  color: var(--instagram-use-ink);
}

.instagram-dialog[open] {
  display: flex;
  flex-direction: column;
  gap: 16px;
}

.instagram-dialog::backdrop {
  background: rgb(20 12 36 / 55%);
}

.instagram-dialog h2 {
  font-size: 1.25rem;
}

.instagram-dialog-actions {
  display: flex;
  flex-wrap: wrap;
  justify-content: flex-end;
  gap: 10px;
}

.instagram-badge {
  display: inline-block;
  padding: 3px 10px;
  border-radius: 20px;
  background: var(--instagram-use-surface-2);
  color: var(--instagram-use-ink-2);
  font-size: 0.8rem;
  font-weight: 600;
}

.instagram-badge-healthy {
  background: var(--instagram-use-good-soft);
  color: var(--instagram-use-good);
}

.instagram-badge-degraded,
.instagram-badge-reconnect_required {
  background: var(--instagram-use-warn-soft);
  color: var(--instagram-use-warn);
}

.instagram-badge-unhealthy {
  background: var(--instagram-use-bad-soft);
  color: var(--instagram-use-bad);
}

:where(.instagram-root) progress {
  width: 100%;
  height: 10px;
  appearance: none;
  border: 0;
  border-radius: 6px;
  background: var(--instagram-use-surface-2);
  overflow: hidden;
}

:where(.instagram-root) progress::-webkit-progress-bar {
  background: var(--instagram-use-surface-2);
}

:where(.instagram-root) progress::-webkit-progress-value {
  border-radius: 6px;
  background: var(--instagram-use-aurora);
  transition: width 300ms;
}

:where(.instagram-root) progress::-moz-progress-bar {
  border-radius: 6px;
  background: var(--instagram-use-aurora);
}

.instagram-spinner {
  width: 44px;
  height: 44px;
  border: 4px solid var(--instagram-use-surface-2);
  border-top-color: var(--instagram-use-accent);
  border-radius: 50%;
  animation: instagram-spin 0.9s linear infinite;
}
`
