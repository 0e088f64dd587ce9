/** Notices, achievements, settings and support. */
export const person = /* css */ `
.instagram-count {
  position: absolute;
  inset-block-start: -6px;
  inset-inline-end: -6px;
  min-width: 20px;
  padding: 0 5px;
  border-radius: 12px;
  background: var(--instagram-use-bad);
  color: var(--instagram-use-surface);
  font-size: 0.75rem;
  line-height: 20px;
  text-align: center;
}
.instagram-menu-wide {
  width: min(400px, calc(100vw - 32px));
  max-height: min(70vh, 560px);
  overflow: auto;
  padding: 10px 14px 14px;
}
@media (max-width: 560px) {
  /* From edge to edge: beside the bell there is no room for it on a phone. */
  .instagram-menu-wide {
    position: fixed;
    top: auto;
    right: 16px;
    left: 16px;
    width: auto;
    margin-top: 6px;
  }
}
.instagram-menu-wide .instagram-button {
  width: auto;
}
.instagram-notices,
.instagram-entries,
.instagram-tickets {
  display: grid;
  gap: 4px;
}
.instagram-notices li,
.instagram-entries li {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  justify-content: space-between;
  gap: 6px 14px;
  padding: 10px 12px;
  border-radius: 12px;
}
.instagram-notices li > div,
.instagram-entries li > :first-child {
  flex: 1 1 180px;
  min-width: 0;
  overflow-wrap: anywhere;
}
.instagram-notices .instagram-card-note {
  margin-top: 2px;
}
.instagram-notices p {
  font-size: 0.92rem;
}
.instagram-is-unread {
  background: var(--instagram-use-accent-soft);
}
.instagram-entries small {
  display: block;
  color: var(--instagram-use-ink-2);
}
.instagram-entries li + li {
  border-block-start: 1px solid var(--instagram-use-line);
  border-radius: 0;
}

.instagram-credits {
  padding: 2px 12px;
  border-radius: 20px;
  background: var(--instagram-use-good-soft);
  color: var(--instagram-use-good);
  font-weight: 700;
}
.instagram-achievements {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
  gap: 12px;
}
.instagram-achievements li {
  display: flex;
  gap: 12px;
  padding: 12px;
  border: 1px solid var(--instagram-use-line);
  border-radius: 14px;
}
.instagram-achievements li > div {
  flex: 1;
  min-width: 0;
}
.instagram-achievements p {
  color: var(--instagram-use-ink-2);
  font-size: 0.88rem;
}
.instagram-achievements progress {
  margin-top: 6px;
}
.instagram-achievements .instagram-card-note {
  margin-top: 2px;
}
.instagram-medal {
  display: grid;
  place-items: center;
  width: 40px;
  height: 40px;
  flex: none;
  border: 2px dashed var(--instagram-use-field);
  border-radius: 50%;
}
.instagram-is-reached .instagram-medal {
  border: 0;
  background: var(--instagram-use-aurora);
  color: #fff;
}

.instagram-form,
.instagram-field {
  display: grid;
  gap: 14px;
}
.instagram-field {
  gap: 4px;
  font-weight: 600;
  font-size: 0.92rem;
}
.instagram-field input,
.instagram-field textarea,
.instagram-field select {
  width: 100%;
  min-height: 44px;
  padding: 8px 12px;
  border: 1px solid var(--instagram-use-field);
  border-radius: 12px;
  background: var(--instagram-use-surface);
  color: inherit;
  font: inherit;
  font-weight: 400;
}
.instagram-details summary {
  min-height: 44px;
  padding-block: 10px;
  color: var(--instagram-use-accent);
  cursor: pointer;
}
.instagram-details pre {
  max-height: 280px;
  margin: 0;
  padding: 12px;
  overflow: auto;
  border-radius: 12px;
  background: var(--instagram-use-surface-2);
  font-size: 0.8rem;
}
.instagram-tickets > li {
  padding-block: 12px;
}
.instagram-tickets > li + li {
  border-block-start: 1px solid var(--instagram-use-line);
}
.instagram-ticket-text {
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
.instagram-answer {
  margin: 8px 0 0;
  padding: 10px 14px;
  border-inline-start: 3px solid var(--instagram-use-accent);
  background: var(--instagram-use-surface-2);
}
.instagram-badge-active,
.instagram-badge-answered {
  background: var(--instagram-use-good-soft);
  color: var(--instagram-use-good);
}
`
