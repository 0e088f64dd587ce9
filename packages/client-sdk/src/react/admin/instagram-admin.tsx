/** @jsxImportSource #own */
import { lazy, Suspense } from 'react'
import { Root, Skeleton } from '../parts/index.ts'
import type { AdminScreen } from './admin-view.ts'

const AdminScreens = lazy(async () => ({ default: (await import('./admin-screens.tsx')).AdminScreens }))

export type { AdminScreen } from './admin-view.ts'

export interface InstagramAdminProps {
  /** The screen to begin with. Default `health`. */
  start?: AdminScreen
  /**
   * Whether screen, account and filters stand in the page's address, as query parameters that begin with
   * `instagram-admin`. Default `true`.
   */
  address?: boolean
}

/**
 * The administrator's screens: health, accounts, funnel, audit and support, and a page for each account. The server lets
 * only admins read them.
 */
export function InstagramAdmin({ start = 'health', address = true }: InstagramAdminProps) {
  return (
    <Root contained>
      <Suspense fallback={<Skeleton kind="chart" />}>
        <AdminScreens start={start} address={address} />
      </Suspense>
    </Root>
  )
}
