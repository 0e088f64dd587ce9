/** @jsxImportSource #own */
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { AccountPage } from './account-page.tsx'
import { AccountsScreen } from './accounts-screen.tsx'
import { AdminContext, adminScreens, type AdminScreen, useAdminView } from './admin-view.ts'
import { AuditScreen } from './audit-screen.tsx'
import { FunnelScreen } from './funnel-screen.tsx'
import { HealthScreen } from './health-screen.tsx'
import { SupportScreen } from './support-screen.tsx'
import { useAdminTexts } from './texts.ts'

const screens = {
  health: HealthScreen,
  accounts: AccountsScreen,
  funnel: FunnelScreen,
  audit: AuditScreen,
  support: SupportScreen,
} satisfies Record<AdminScreen, () => unknown>

/** Tabs by the ARIA pattern: arrow keys go from one to the next, and one of them is in the order of the tab key. */
export function AdminScreens({ start, address }: { start: AdminScreen; address: boolean }) {
  const t = useAdminTexts()
  const navigation = useAdminView(start, address)
  const { screen: current, account } = navigation.view
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const Screen = screens[current]

  // On a phone not all tabs have room side by side.
  useEffect(() => {
    const tab = list.current?.querySelector<HTMLElement>(`[data-testid="admin-tab-${current}"]`)
    if (tab && list.current) list.current.scrollLeft = tab.offsetLeft - (list.current.clientWidth - tab.offsetWidth) / 2
  }, [current])

  function step(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by === undefined) return
    const count = adminScreens.length
    const next = adminScreens[(adminScreens.indexOf(current) + by + count) % count] ?? current
    navigation.go({ screen: next })
    list.current?.querySelector<HTMLButtonElement>(`[data-testid="admin-tab-${next}"]`)?.focus()
  }

  return (
    <AdminContext.Provider value={navigation}>
      <div className="instagram-stack">
        <div
          ref={list}
          className="instagram-tabs"
          role="tablist"
          aria-label={t.tabs.label}
          tabIndex={-1}
          onKeyDown={step}
        >
          {adminScreens.map((screen) => (
            <button
              key={screen}
              type="button"
              role="tab"
              id={`${id}-${screen}`}
              aria-selected={screen === current}
              aria-controls={`${id}-panel`}
              tabIndex={screen === current ? 0 : -1}
              data-testid={`admin-tab-${screen}`}
              onClick={() => navigation.go({ screen })}
            >
              {t.tabs[screen]}
            </button>
          ))}
        </div>
        <div id={`${id}-panel`} className="instagram-stack" role="tabpanel" aria-labelledby={`${id}-${current}`}>
          {account === null ? <Screen /> : <AccountPage key={account} accountId={account} />}
        </div>
      </div>
    </AdminContext.Provider>
  )
}
