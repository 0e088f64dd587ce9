import { useState } from 'react'
import type { ConnectCompleteResult } from '@instagram-dashboard/client-sdk'
import { DoctorPanel } from '../components/doctor-panel.tsx'
import { ErrorPanel } from '../components/error-panel.tsx'
import { HealthPanel } from '../components/health-panel.tsx'
import { HeaderSkeleton, DashboardSkeleton } from '../components/skeleton.tsx'
import { useApp } from '../data/app-context.ts'
import { useLoad } from '../data/use-load.ts'
import { AccountDashboard } from './account-dashboard.tsx'
import { Onboarding } from './onboarding.tsx'

export interface HomeProps {
  /** The connection that was just made. */
  connected: ConnectCompleteResult | null
}

/** The first page after signing in: the dashboard, or the way to it. */
export function Home({ connected }: HomeProps) {
  const { client, locale, person } = useApp()
  const [chosen, setChosen] = useState<string | null>(connected?.account.id ?? null)
  const status = useLoad(`status|${locale}`, () => client.connect.status())
  const { reload } = status
  const { data, failure } = status
  const account = data?.accounts.find(({ id }) => id === chosen) ?? data?.account ?? data?.accounts[0] ?? null

  return (
    <main id="content" className="page stack" tabIndex={-1}>
      {person?.role === 'admin' && (
        <>
          <HealthPanel />
          <DoctorPanel />
        </>
      )}
      {failure !== null && data === null ? (
        <ErrorPanel failure={failure} onRetry={reload} />
      ) : data === null ? (
        <>
          <HeaderSkeleton />
          <DashboardSkeleton />
        </>
      ) : account === null ? (
        <Onboarding />
      ) : (
        <AccountDashboard
          key={account.id}
          account={account}
          accounts={data.accounts}
          welcome={connected?.account.id === account.id ? connected : null}
          onChoose={setChosen}
          onChanged={reload}
        />
      )}
    </main>
  )
}
