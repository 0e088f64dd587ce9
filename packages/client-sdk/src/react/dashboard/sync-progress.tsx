/** @jsxImportSource #own */
import { useCallback } from 'react'
import { instagramKeys, type ProgressProps, useInstagramContext, useInvalidate } from '../data/index.ts'
import { useSync } from '../hooks/sync.ts'
import { ErrorPanel, replaceable, Root } from '../parts/index.ts'

export interface SyncProgressProps {
  /** Whose sync it is. */
  accountId: string
}

/** How far the sync of an account is, while one runs; nothing otherwise. */
export function SyncProgress({ accountId }: SyncProgressProps) {
  const invalidate = useInvalidate()
  const refresh = useCallback(() => void invalidate(instagramKeys.all), [invalidate])
  const { state, run } = useSync(accountId, refresh)
  if (state.kind !== 'running' && state.kind !== 'failed') return null
  return (
    <Root>
      {state.kind === 'running' ? (
        <SyncProgressBar progress={state.progress} first={state.first} />
      ) : (
        <ErrorPanel failure={state.failure} onRetry={run} accountId={accountId} />
      )}
    </Root>
  )
}

export function SyncProgressBar({ progress, first }: { progress: ProgressProps['progress']; first: boolean }) {
  const { t } = useInstagramContext()
  return <ProgressBar title={first ? t.sync.first : t.sync.again} progress={progress} />
}

function OurProgress({ title, progress }: ProgressProps) {
  const { t, format } = useInstagramContext()
  const { done, total, phase } = progress
  const known = total > 0
  return (
    <section className="instagram-sync-progress" data-testid="progress" aria-label={title}>
      <div className="instagram-sync-progress-text">
        <strong>{title}</strong>
        <span>{known ? t.sync.steps(format.number(done), format.number(total)) : ''}</span>
      </div>
      <progress aria-label={title} {...(known ? { value: done, max: total } : {})} />
      {/* Only the phase is spoken: every step would be too much to listen to. */}
      <p className="instagram-sync-progress-phase" aria-live="polite">
        {t.sync.phase[phase]}
      </p>
    </section>
  )
}

const ProgressBar = replaceable('Progress', OurProgress)
