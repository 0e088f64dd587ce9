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
  const { t } = useInstagramContext()
  const { done, total, phase } = progress
  return (
    <div className="instagram-sync-progress" role="group" data-testid="progress" aria-label={title}>
      <strong>{title}</strong>
      {/* Only the phase is spoken: every step would be too much to listen to. */}
      <span className="instagram-sync-progress-phase" aria-live="polite">
        {t.sync.phase[phase]}
      </span>
      <progress aria-label={title} {...(total > 0 ? { value: done, max: total } : {})} />
    </div>
  )
}

const ProgressBar = replaceable('Progress', OurProgress)
