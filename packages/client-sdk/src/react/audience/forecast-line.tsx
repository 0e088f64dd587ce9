/** @jsxImportSource #own */
import { useInstagramContext } from '../data/index.ts'
import { useForecast } from '../hooks/metrics.ts'

/** How many followers there will be, with how far that was off before; not there while too little is known. */
export function ForecastLine({ accountId }: { accountId: string }) {
  const { t, format } = useInstagramContext()
  const { data } = useForecast({ accountId, metric: 'followersCount' })
  const last = data?.points?.at(-1)
  if (data === undefined || last === undefined) return null
  const { past, backtest } = data
  return (
    <p className="instagram-card-note" data-testid="forecast">
      {t.insights.forecast(format.number(last.low), format.number(last.high), format.day(last.date))}{' '}
      {past !== null &&
        t.insights.pastError(format.percent(past.meanAbsolutePercentError), format.wholePercent(past.withinPercent))}
      {past === null && backtest !== null && t.insights.backtest(format.percent(backtest.meanAbsolutePercentError))}
    </p>
  )
}
