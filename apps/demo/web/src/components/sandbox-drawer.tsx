import { useInvalidateInstagram } from '@instagram-dashboard/client-sdk/react'
import { useEffect, useId, useState } from 'react'
import { useApp } from '../data/app-context.ts'
import { changeSandbox, readSandbox, type SandboxAction, type SandboxState } from '../data/sandbox.ts'

const forward = { hour: 60, day: 24 * 60, week: 7 * 24 * 60, expiry: 54 * 24 * 60 } as const
const faults = ['down', 'slow', 'limited', 'clear'] as const
const deeds = ['revoke', 'password', 'personal', 'professional', 'withhold'] as const
const jobs = ['refresh', 'sync'] as const

function namesOf<Names extends object>(names: Names): (keyof Names)[] {
  return Object.keys(names) as (keyof Names)[]
}

/** Moves the clock and makes the test Instagram misbehave. No part of the product: a real host has no such thing. */
export function SandboxDrawer({ onClockMoved }: { onClockMoved: (aheadMs: number) => void }) {
  const { t, locale } = useApp()
  const [open, setOpen] = useState(false)
  const [state, setState] = useState<SandboxState | null>(null)
  const [username, setUsername] = useState('loja.da.ana')
  const [outcome, setOutcome] = useState<'working' | 'done' | 'failed' | null>(null)
  const invalidate = useInvalidateInstagram()
  const panelId = useId()

  useEffect(() => {
    if (open) readSandbox().then(setState, () => setOutcome('failed'))
  }, [open])

  async function change(action: SandboxAction) {
    setOutcome('working')
    try {
      const changed = await changeSandbox(action)
      setState(changed)
      onClockMoved(changed.clockAheadMs)
      await invalidate()
      setOutcome('done')
    } catch {
      setOutcome('failed')
    }
  }

  const button = (name: string, label: string, action: SandboxAction) => (
    <button
      key={name}
      type="button"
      className="button button-secondary"
      disabled={outcome === 'working'}
      data-testid={`sandbox-${name}`}
      onClick={() => void change(action)}
    >
      {label}
    </button>
  )

  return (
    <aside className={`drawer${open ? ' is-open' : ''}`} aria-label={t.sandbox.title}>
      <button
        type="button"
        className="button button-secondary drawer-toggle"
        aria-expanded={open}
        aria-controls={panelId}
        data-testid="sandbox"
        onClick={() => setOpen(!open)}
      >
        {open ? t.sandbox.close : t.sandbox.open}
      </button>
      <div className="drawer-panel" id={panelId} hidden={!open}>
        <h2>{t.sandbox.title}</h2>
        <p>{t.sandbox.lead}</p>
        <h3>{t.sandbox.clock}</h3>
        {state !== null && (
          <p data-testid="sandbox-now">
            {t.sandbox.now(new Date(state.now).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }))}
          </p>
        )}
        <div className="drawer-buttons">
          {namesOf(forward).map((name) =>
            button(`forward-${name}`, t.sandbox.forward[name], { do: 'forward', minutes: forward[name] }),
          )}
        </div>
        <h3>{t.sandbox.faults}</h3>
        <div className="drawer-buttons">
          {faults.map((kind) => button(`fault-${kind}`, t.sandbox.fault[kind], { do: 'fault', kind }))}
        </div>
        <h3>{t.sandbox.people}</h3>
        <label className="drawer-who">
          {t.sandbox.who}
          <select value={username} data-testid="sandbox-who" onChange={(event) => setUsername(event.target.value)}>
            {(state?.people ?? [{ username }]).map((person) => (
              <option key={person.username} value={person.username}>
                @{person.username}
              </option>
            ))}
          </select>
        </label>
        <div className="drawer-buttons">
          {deeds.map((what) => button(`person-${what}`, t.sandbox.person[what], { do: 'person', username, what }))}
        </div>
        <h3>{t.sandbox.jobs}</h3>
        <div className="drawer-buttons">
          {jobs.map((job) => button(`job-${job}`, t.sandbox.job[job], { do: 'job', job }))}
        </div>
        <p role="status" data-testid="sandbox-outcome">
          {outcome === null ? '' : t.sandbox[outcome]}
        </p>
      </div>
    </aside>
  )
}
