/** @jsxImportSource #own */
import type { AccountFinding, AdminAccountPage, AdminRun, InstagramError } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useAdminAccount } from '../hooks/admin.ts'
import { Button, DataTable, Dialog, Loaded } from '../parts/index.ts'
import { Figures } from './figures.tsx'
import { useAdminTexts } from './texts.ts'

interface AccountPanelProps {
  accountId: string
  username: string
  onClose: () => void
}

/** Why one account's numbers come or do not, over the page. */
export function AccountPanel({ accountId, username, onClose }: AccountPanelProps) {
  const t = useAdminTexts()
  return (
    <Dialog title={`@${username}`} onClose={onClose}>
      <div className="instagram-account-page" data-testid="admin-account-page">
        <Loaded query={useAdminAccount({ accountId })} skeleton="chart">
          {(page) => (
            <>
              <Findings findings={page.findings} />
              <Facts page={page} />
              <Runs runs={page.runs} />
            </>
          )}
        </Loaded>
      </div>
      <div className="instagram-dialog-actions">
        <form method="dialog">
          <Button type="submit" testId="admin-account-close">
            {t.page.close}
          </Button>
        </form>
      </div>
    </Dialog>
  )
}

function Findings({ findings }: { findings: AccountFinding[] }) {
  return (
    <ul className="instagram-entries" data-testid="admin-account-findings">
      {findings.map(({ code, message, next, instagram }) => (
        <li key={code}>
          <span>
            <strong>{message}</strong>
            <small>{next}</small>
            {instagram !== null && <small>{instagramErrorText(instagram)}</small>}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Facts({ page }: { page: AdminAccountPage }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { account, budget, lease, lastNight, next, notices } = page
  const at = (instant: Date | null) => (instant === null ? '—' : format.instant(instant))
  const hold = budget.hold ?? budget.pressHold
  const calls = `${format.number(budget.used)} / ${format.number(budget.limit)}`
  const figures = [
    { label: t.page.reference, value: page.userReference },
    { label: t.page.token, value: at(account.token.expiresAt) },
    { label: t.page.scopes, value: account.grantedScopes.join(', ') || '—' },
    { label: t.page.numbers, value: at(account.numbersReadAt) },
    { label: t.page.calls, value: hold === null ? calls : `${calls}, ${t.page.holders[hold.by]} → ${at(hold.until)}` },
    { label: t.page.lease, value: lease?.owner ?? '—' },
    {
      label: t.page.lastNight,
      value: lastNight === null ? '—' : `${at(lastNight.dueAt)}: ${t.page.nights[lastNight.outcome]}`,
    },
    { label: t.page.night, value: at(next.night) },
    { label: t.page.refresh, value: at(next.refresh) },
    { label: t.page.catchUp, value: at(next.catchUp) },
    { label: t.page.press, value: next.press === null ? t.page.now : at(next.press) },
    { label: t.page.notice, value: notices[0]?.title ?? '—' },
  ]
  return <Figures figures={figures} />
}

function Runs({ runs }: { runs: AdminRun[] }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  return (
    <DataTable
      testId="admin-account-runs"
      caption={t.page.runs}
      columns={[t.page.started, t.page.trigger, t.page.status, t.page.days, t.page.callsMade, t.page.why]}
      rows={runs.map(({ id, startedAt, trigger, status, daysWritten, apiCalls, error, instagram }) => ({
        key: id,
        cells: [
          format.instant(startedAt),
          t.page.triggers[trigger],
          t.page.statuses[status],
          format.number(daysWritten),
          format.number(apiCalls),
          [error?.message, instagram && instagramErrorText(instagram)].filter(Boolean).join(' ') || '—',
        ],
      }))}
    />
  )
}

/** As it is given to Meta's support. */
export function instagramErrorText({ code, subcode, endpoint, httpStatus, traceId, words }: InstagramError): string {
  const parts = [
    [code, subcode].filter((part) => part !== null).join('/'),
    endpoint,
    httpStatus === null ? '' : `HTTP ${httpStatus}`,
    traceId === null ? '' : `trace ${traceId}`,
    words === null ? '' : `“${words}”`,
  ]
  return parts.filter((part) => part !== '').join(' · ')
}
