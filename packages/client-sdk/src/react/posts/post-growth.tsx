/** @jsxImportSource #own */
import type { MediaHistoryResult } from '@instagram-dashboard/server/contract'
import { useState } from 'react'
import { useInstagramContext } from '../data/index.ts'
import { DataTable, type View, ViewSwitch } from '../parts/index.ts'
import { PostCurve } from './post-curve.tsx'

interface PostGrowthProps {
  history: MediaHistoryResult
  caption: string
}

/** How a post grew, drawn or as a table; where nothing was read of its ages, why. */
export function PostGrowth({ history: { points, fewestPosts }, caption }: PostGrowthProps) {
  const { t, format } = useInstagramContext()
  const [view, setView] = useState<View>('chart')
  const read = points.filter(({ views }) => views !== null)
  if (read.length === 0) {
    const why = points.find(({ missingReason }) => missingReason !== null)?.missingReason
    return <p className="instagram-card-note">{t.history.missing[why ?? 'not_read']}</p>
  }
  const hasUsual = read.some(({ comparison }) => typeof comparison.views?.times === 'number')
  const rows = read.map(({ age, views, comparison }) => ({
    key: age,
    cells: [
      t.history.ages[age],
      views === null ? t.units.unknown : format.number(views),
      comparison.views?.times == null
        ? t.units.unknown
        : t.history.times(comparison.views.times, format.decimal(comparison.views.times)),
    ],
  }))
  return (
    <>
      {view === 'chart' ? (
        <>
          <PostCurve points={points} />
          {hasUsual && (
            <ul className="instagram-curve-legend">
              <li className="instagram-curve-of-own">{t.history.mine}</li>
              <li className="instagram-curve-of-usual">{t.history.usual}</li>
              <li className="instagram-curve-of-band">{t.history.range}</li>
            </ul>
          )}
        </>
      ) : (
        <DataTable caption={caption} columns={t.history.columns} rows={rows} testId="post-history-table" />
      )}
      <p className="instagram-card-note">
        {t.history.note(format.number(fewestPosts))}
        <ViewSwitch view={view} onChange={setView} testId="post-history-view" />
      </p>
    </>
  )
}
