/** The administrator's tabs, filters and tables. */
export const admin = /* css */ `
.instagram-tabs {
  display: flex;
  gap: 4px;
  overflow-x: auto;
  border-block-end: 1px solid var(--instagram-use-line);
}
.instagram-tabs button {
  min-height: 48px;
  padding: 0 14px;
  border: 0;
  border-block-end: 3px solid transparent;
  background: transparent;
  color: var(--instagram-use-ink-2);
  font-weight: 600;
  white-space: nowrap;
  cursor: pointer;
}
.instagram-tabs button[aria-selected='true'] {
  border-color: var(--instagram-use-accent);
  color: var(--instagram-use-accent);
}
.instagram-filters {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(190px, 100%), 1fr));
  align-items: end;
  gap: 12px;
  margin-bottom: 14px;
}
.instagram-filters .instagram-toggle {
  margin-inline-start: 0;
}
.instagram-button-text {
  min-height: 44px;
  padding: 0;
  border: 0;
  background: transparent;
  color: var(--instagram-use-accent);
  font: inherit;
  font-weight: 600;
  text-align: start;
  overflow-wrap: anywhere;
  cursor: pointer;
}
.instagram-dialog:has(.instagram-account-page) {
  width: min(880px, calc(100vw - 32px));
}
.instagram-account-page {
  display: flex;
  flex-direction: column;
  gap: 16px;
}
.instagram-account-page dd,
.instagram-account-page small {
  overflow-wrap: anywhere;
}
.instagram-account-page dd {
  font-size: 1rem;
}
.instagram-bulk {
  margin-bottom: 12px;
}
.instagram-badges {
  display: inline-flex;
  flex-wrap: wrap;
  gap: 4px;
}
.instagram-badge-deactivated,
.instagram-badge-error {
  background: var(--instagram-use-bad-soft);
  color: var(--instagram-use-bad);
}
.instagram-badge-expiring_soon,
.instagram-badge-missing_permissions,
.instagram-badge-open {
  background: var(--instagram-use-warn-soft);
  color: var(--instagram-use-warn);
}
.instagram-table-open {
  max-height: none;
}
.instagram-admin-table input[type='checkbox'] {
  width: 22px;
  height: 22px;
  accent-color: var(--instagram-use-accent);
}
.instagram-admin-table th,
.instagram-admin-table td {
  text-align: start;
}
.instagram-admin-table th[scope='row'] {
  font-weight: 600;
}
.instagram-card > h3 {
  margin-top: 20px;
}
.instagram-admin-table small {
  display: block;
  color: var(--instagram-use-ink-2);
  font-weight: 400;
}
.instagram-audit {
  list-style: none;
}
.instagram-audit .instagram-details {
  flex: 0 1 auto;
  max-width: 100%;
}
.instagram-audit .instagram-details[open] {
  flex-basis: 100%;
}

@container instagram (max-width: 640px) {
  .instagram-audit li {
    flex-direction: column;
    align-items: stretch;
  }
  .instagram-audit li > :first-child {
    flex: none;
  }
  .instagram-admin-table thead {
    display: block;
  }
  .instagram-admin-table thead th:not(:first-child) {
    display: none;
  }
  .instagram-admin-table tbody,
  .instagram-admin-table tr {
    display: block;
  }
  .instagram-admin-table tbody tr {
    padding: 10px 12px;
    border-block-end: 1px solid var(--instagram-use-line);
  }
  .instagram-admin-table tbody td,
  .instagram-admin-table tbody th {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    padding: 4px 0;
    border: 0;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .instagram-admin-table tbody th {
    display: block;
  }
  .instagram-admin-table td[data-label]::before {
    content: attr(data-label);
    color: var(--instagram-use-ink-2);
  }
}
`
