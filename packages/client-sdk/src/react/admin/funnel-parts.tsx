/** @jsxImportSource #own */
import type { FunnelResult } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { Card, Select } from '../parts/index.ts'
import { useAdmin } from './admin-view.ts'
import { Bars } from './bars.tsx'
import { nameReason } from './reasons.ts'
import { useAdminTexts } from './texts.ts'

interface FunnelProps {
  funnel: FunnelResult
}

/** Why users stopped, in words; two codes of one meaning are one reason. */
export function FunnelReasons({ funnel }: FunnelProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const counts = new Map<string, number>()
  for (const { reason, count } of funnel.reasons) {
    const name = nameReason(reason, t.reasons)
    counts.set(name, (counts.get(name) ?? 0) + count)
  }
  const most = Math.max(1, ...counts.values())
  const bars = [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => ({
      key: name,
      label: name,
      value: t.funnel.users(count, format.number(count)),
      percent: (100 * count) / most,
    }))
  return (
    <Card title={t.funnel.reasons} testId="funnel-reasons">
      {bars.length === 0 ? (
        <p className="instagram-card-note">{t.funnel.noReasons}</p>
      ) : (
        <Bars bars={bars} label={t.funnel.reasons} testId="funnel-reason-bars" />
      )}
    </Card>
  )
}

/** Where the button stood, and the choice of one place. */
export function FunnelPlacements({ funnel: { placements } }: FunnelProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const { view, narrow } = useAdmin()
  const chosen = view.filters.placement ?? ''
  const names = [...new Set([chosen, ...placements.map(({ placement }) => placement ?? '')])].filter(
    (name) => name !== '',
  )
  const most = Math.max(1, ...placements.map(({ started }) => started))
  const bars = placements
    .toSorted((a, b) => b.started - a.started)
    .map(({ placement, started, connected }) => ({
      key: placement ?? '',
      label: placement ?? t.funnel.noPlacement,
      value: t.funnel.users(started, format.number(started)),
      percent: (100 * started) / most,
      note: t.funnel.connectedOf(format.number(connected), format.number(started)),
    }))
  const tools = names.length > 0 && (
    <Select
      label={t.funnel.placement}
      value={chosen}
      options={[['', t.funnel.everywhere], ...names.map((name) => [name, name] as const)]}
      onChange={(placement) => narrow({ placement })}
      testId="funnel-placement"
    />
  )
  return (
    <Card title={t.funnel.placements} tools={tools} testId="funnel-placements">
      <Bars bars={bars} label={t.funnel.placements} testId="funnel-placement-bars" />
    </Card>
  )
}

/** The words of both texts, as they are shown, with how they did. */
export function FunnelTexts({ funnel: { texts } }: FunnelProps) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  return (
    <Card title={t.funnel.texts} testId="funnel-texts">
      <div className="instagram-admin-pairs">
        {texts.variants.map(({ variant, title, body, button, people, connected, connectedPercent }) => (
          <section key={variant} className="instagram-admin-text">
            <h3>{t.funnel.variant(variant.toUpperCase())}</h3>
            <blockquote>
              <strong>{title}</strong>
              <p>{body}</p>
              <span className="instagram-badge">{button}</span>
            </blockquote>
            <p>
              {connectedPercent === null
                ? t.funnel.nobodyYet
                : `${t.funnel.connectedOf(format.number(connected), format.number(people))} (${format.percent(connectedPercent)})`}
            </p>
          </section>
        ))}
      </div>
      <p className="instagram-card-note">{t.funnel.verdicts[texts.verdict](format.number(texts.peopleMissing))}</p>
    </Card>
  )
}
