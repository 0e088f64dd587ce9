/** @jsxImportSource #own */
import type { DeadJob, JobQueueCounts } from '@instagram-dashboard/server/contract'
import { useInstagramContext } from '../data/index.ts'
import { useAdminJobs, useAdminRetryJobs } from '../hooks/admin.ts'
import { DeadLetterPanel } from './dead-letter-panel.tsx'
import type { AdminMessages } from './texts.pt-br.ts'
import { useAdminTexts } from './texts.ts'

/** Background work that failed at every try, to go back into its queue, and how much waits in the queues. */
export function JobsPanel() {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const jobs = useAdminJobs()
  const queues = jobs.pages?.[0]?.queues ?? []
  return (
    <DeadLetterPanel
      name="jobs"
      title={t.jobs.title}
      empty={queues.length === 0 ? t.jobs.noQueues : t.jobs.empty}
      list={jobs}
      redrive={useAdminRetryJobs()}
      texts={t.jobs}
      describe={(job) => ({
        label: labelOf(job, t),
        facts: t.died(format.instant(job.diedAt), format.number(job.tries), t.jobs.reasons[job.reason]),
        // An end from outside has no other words than these.
        code: job.reason === 'fault' ? job.failure : undefined,
      })}
    >
      {queues.length > 0 && <Queues queues={queues} />}
    </DeadLetterPanel>
  )
}

function Queues({ queues }: { queues: JobQueueCounts[] }) {
  const t = useAdminTexts()
  const { format } = useInstagramContext()
  const busy = queues.filter(({ queued, active }) => queued + active > 0)
  return (
    <details className="instagram-details" data-testid="jobs-queues">
      <summary>{t.jobs.queues}</summary>
      {busy.length === 0 ? (
        <p className="instagram-card-note">{t.jobs.idle}</p>
      ) : (
        <ul className="instagram-entries">
          {busy.map(({ queue, queued, active }) => (
            <li key={queue}>
              <span>{kindOf(queue, t)}</span>
              <span>{t.jobs.counts(format.number(queued), format.number(active))}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}

function labelOf({ queue, accountId, username }: DeadJob, t: AdminMessages): string {
  const kind = kindOf(queue, t)
  if (accountId === null) return kind
  return `${kind}: ${username === null ? t.jobs.erasedAccount : `@${username}`}`
}

/** A server that is newer than this page may have queues that it does not know. */
function kindOf(queue: string, t: AdminMessages): string {
  const kinds: Readonly<Record<string, string>> = t.jobs.kinds
  return kinds[queue] ?? queue
}
