/** @jsxImportSource #own */
import { lazy, Suspense } from 'react'
import { Root, Skeleton } from '../parts/index.ts'

const AdminScreens = lazy(async () => ({ default: (await import('./admin-screens.tsx')).AdminScreens }))

export type AdminScreen = 'health' | 'accounts' | 'funnel' | 'audit' | 'support'

export interface InstagramAdminProps {
  /** The screen to begin with. Default `health`. */
  start?: AdminScreen
}

/** The administrator's screens: health, accounts, funnel, audit and support. The server lets only admins read them. */
export function InstagramAdmin({ start = 'health' }: InstagramAdminProps) {
  return (
    <Root contained>
      <Suspense fallback={<Skeleton kind="chart" />}>
        <AdminScreens start={start} />
      </Suspense>
    </Root>
  )
}
