import type { SyncProgress as Progress } from '@instagram-dashboard/client-sdk'
import { useApp } from '../data/app-context.ts'

export function SyncProgress({ progress, first }: { progress: Progress; first: boolean }) {
  const { t, format } = useApp()
  const { done, total, phase } = progress
  const known = total > 0
  return (
    <section className="sync-progress" data-testid="progress" aria-label={first ? t.sync.first : t.sync.again}>
      <div className="sync-progress-text">
        <strong>{first ? t.sync.first : t.sync.again}</strong>
        <span>{known ? t.sync.steps(format.number(done), format.number(total)) : ''}</span>
      </div>
      <progress aria-label={first ? t.sync.first : t.sync.again} {...(known ? { value: done, max: total } : {})} />
      {/* Only the phase is spoken: every step would be too much to listen to. */}
      <p className="sync-progress-phase" aria-live="polite">
        {t.sync.phase[phase]}
      </p>
    </section>
  )
}
