/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { useOverview } from '../hooks/metrics.ts'
import { Card, DataTable, LoadedList, MoreButton } from '../parts/index.ts'

const shown = ['followersCount', 'reach', 'engagement', 'engagementRate'] as const

/** All accounts of the user beside each other, over the same days. */
export function OverviewCard({ startDate, endDate }: { startDate: string; endDate: string }) {
  const { t, format } = useInstagramContext()
  const list = useOverview({ startDate, endDate })
  const told = (value: number | null, write: (value: number) => string) =>
    value === null ? t.units.unknown : write(value)
  return (
    <Card title={t.overview.title} testId="overview">
      <LoadedList list={list} skeleton="line" empty="">
        {(items) => (
          <DataTable
            caption={t.overview.title}
            columns={[t.overview.account, ...shown.map((name) => t.metrics[name])]}
            rows={items.map(({ account, ...item }) => ({
              key: account.id,
              cells: [
                `@${account.username}`,
                ...shown.map((name) => {
                  const { value, changePercent } = item[name]
                  const number = told(value, name === 'engagementRate' ? format.percent : format.number)
                  const sign = (changePercent ?? 0) > 0 ? '+' : ''
                  return changePercent === null ? number : `${number} (${sign}${format.percent(changePercent)})`
                }),
              ],
            }))}
            testId="overview-table"
          />
        )}
      </LoadedList>
      <MoreButton list={list} testId="overview-more" />
    </Card>
  )
}
