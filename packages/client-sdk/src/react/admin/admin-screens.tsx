/** @jsxImportSource #own */
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { AccountsScreen } from './accounts-screen.tsx'
import { AuditScreen } from './audit-screen.tsx'
import { FunnelScreen } from './funnel-screen.tsx'
import { HealthScreen } from './health-screen.tsx'
import type { AdminScreen } from './instagram-admin.tsx'
import { SupportScreen } from './support-screen.tsx'
import { useAdminTexts } from './texts.ts'

const screens = {
  health: HealthScreen,
  accounts: AccountsScreen,
  funnel: FunnelScreen,
  audit: AuditScreen,
  support: SupportScreen,
} satisfies Record<AdminScreen, () => unknown>
const order = ['health', 'accounts', 'funnel', 'audit', 'support'] as const satisfies readonly AdminScreen[]

/** Tabs by the ARIA pattern: arrow keys go from one to the next, and one of them is in the order of the tab key. */
export function AdminScreens({ start }: { start: AdminScreen }) {
  const t = useAdminTexts()
  const [current, setCurrent] = useState<AdminScreen>(start)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const Screen = screens[current]

  function step(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    const next = order[(order.indexOf(current) + by + order.length) % order.length] ?? current
    setCurrent(next)
    list.current?.querySelector<HTMLButtonElement>(`[data-testid="admin-tab-${next}"]`)?.focus()
  }

  return (
    <div className="instagram-stack">
      <div
        ref={list}
        className="instagram-tabs"
        role="tablist"
        aria-label={t.tabs.label}
        tabIndex={-1}
        onKeyDown={step}
      >
        {order.map((screen) => (
          <button
            key={screen}
            type="button"
            role="tab"
            id={`${id}-${screen}`}
            aria-selected={screen === current}
            aria-controls={`${id}-panel`}
            tabIndex={screen === current ? 0 : -1}
            data-testid={`admin-tab-${screen}`}
            onClick={() => setCurrent(screen)}
          >
            {t.tabs[screen]}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className="instagram-stack" role="tabpanel" aria-labelledby={`${id}-${current}`}>
        <Screen />
      </div>
    </div>
  )
}
