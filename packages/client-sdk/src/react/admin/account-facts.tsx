/** @jsxImportSource #own */
import type { AdminAccountPage } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { Card } from '../parts/index.ts'
import { Facts } from './figures.tsx'
import { useMoments } from './moments.ts'
import { useAdminTexts } from './texts.ts'

interface PageProps {
  page: AdminAccountPage
}

/** The token, the numbers, the calls and what comes next, side by side where there is room. */
export function AccountFacts({ page }: PageProps) {
  return (
    <div className="instagram-admin-pairs">
      <Access page={page} />
      <Numbers page={page} />
      <Calls page={page} />
      <Next page={page} />
    </div>
  )
}

function Access({ page: { account, refresh, userReference } }: PageProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { moment } = useMoments()
  const { expiresAt, daysUntilExpiration: days } = account.token
  const left = days === null || days < 0 ? t.page.tokenOver : t.page.tokenDays(format.number(days))
  const { failures, lastFailure } = refresh
  const failed = [format.number(failures), lastFailure?.message].filter(Boolean).join(': ')
  return (
    <Card title={t.page.access} testId="admin-account-access">
      <Facts
        facts={[
          { label: t.page.token, value: expiresAt === null ? '—' : `${moment(expiresAt)}, ${left}` },
          { label: t.page.issued, value: moment(refresh.issuedAt) },
          { label: t.page.refreshFailures, value: failures === 0 ? t.page.noFailures : failed },
          { label: t.page.scopes, value: account.grantedScopes.join(', ') || '—' },
          { label: t.page.missingScopes, value: account.missingScopes.join(', ') || t.page.none },
          { label: t.page.reference, value: userReference },
        ]}
      />
    </Card>
  )
}

function Numbers({ page: { account, numbers, lastNight } }: PageProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { moment } = useMoments()
  const refused = Object.entries(numbers.refused).map(([name, day]) => t.page.refusedUntil(name, format.day(day)))
  return (
    <Card title={t.page.numbersTitle} testId="admin-account-numbers">
      <Facts
        facts={[
          { label: t.page.numbers, value: moment(account.numbersReadAt) },
          { label: t.page.synced, value: moment(account.lastSyncedAt) },
          ...(numbers.failingSince === null
            ? []
            : [{ label: t.page.failingSince, value: moment(numbers.failingSince) }]),
          { label: t.page.refused, value: refused.join(', ') || t.page.none },
          {
            label: t.page.lastNight,
            value: lastNight === null ? '—' : `${moment(lastNight.dueAt)}: ${t.page.nights[lastNight.outcome]}`,
          },
        ]}
      />
    </Card>
  )
}

function Calls({ page: { budget, lease } }: PageProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { moment } = useMoments()
  const { used, limit, usagePercent } = budget
  const hold = budget.hold ?? budget.pressHold
  const calls = t.page.callsOf(format.number(used), format.number(limit))
  return (
    <Card title={t.page.callsTitle} testId="admin-account-calls">
      <Facts
        facts={[
          {
            label: t.page.calls,
            value: (
              <>
                {calls} <progress value={used} max={limit} aria-label={t.page.callsTitle} />
              </>
            ),
          },
          { label: t.page.usage, value: usagePercent === null ? '—' : format.wholePercent(usagePercent) },
          {
            label: t.page.hold,
            value: hold === null ? t.page.noHold : t.page.holdUntil(t.page.holders[hold.by], moment(hold.until)),
          },
          { label: t.page.lease, value: lease?.owner ?? t.page.leaseFree },
        ]}
      />
    </Card>
  )
}

function Next({ page: { next, account } }: PageProps) {
  const t = useAdminTexts()
  const { moment } = useMoments()
  const isActive = account.status === 'active'
  return (
    <Card title={t.page.nextTitle} testId="admin-account-next">
      <Facts
        facts={[
          { label: t.page.night, value: moment(next.night) },
          { label: t.page.refresh, value: moment(next.refresh) },
          { label: t.page.catchUp, value: isActive && next.catchUp === null ? t.page.complete : moment(next.catchUp) },
          { label: t.page.press, value: isActive && next.press === null ? t.page.now : moment(next.press) },
        ]}
      />
    </Card>
  )
}
