import type { Dashboard } from '@instagram-dashboard/server'
import type { Fault, Sandbox } from '@instagram-dashboard/server/sandbox'
import type { RequestHandler } from 'express'
import type { DemoClock } from './demo-clock.ts'

interface DrawerParts {
  clock: DemoClock
  sandbox: Sandbox
  dashboard: Dashboard
}

type Action = Readonly<Record<string, unknown>>

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** No further at once: the person would wait for every night in between. */
const furthestMinutes = 60 * 24 * 60
const slowMs = 2_500

// Each lasts until "back to normal", so that one can look at every screen.
const faults: Readonly<Record<string, Fault>> = {
  down: { kind: 'html_502', times: Infinity },
  slow: { kind: 'slow', ms: slowMs, times: Infinity },
  limited: { kind: 'graph_error', code: 4, status: 403, times: Infinity },
}

/** `GET` tells what the test Instagram is like, `POST` does something to it and answers the same. */
export function createSandboxDrawer({ clock, sandbox, dashboard }: DrawerParts): RequestHandler {
  const { control } = sandbox
  const state = () => ({
    now: clock.now().toISOString(),
    clockAheadMs: clock.aheadMs(),
    people: sandbox.people.map(({ username, name }) => ({ username, name })),
  })

  async function forward({ minutes }: Action): Promise<boolean> {
    if (typeof minutes !== 'number' || !(minutes > 0 && minutes <= furthestMinutes)) return false
    await clock.forward(minutes * minuteMs)
    // What the background does on its own clock, which has not moved.
    if (minutes * minuteMs >= dayMs) {
      await dashboard.refreshTokens()
      await dashboard.syncAccounts()
    }
    await dashboard.catchUp()
    return true
  }

  function fault({ kind }: Action): boolean {
    control.clearFaults()
    const found = typeof kind === 'string' && Object.hasOwn(faults, kind) ? faults[kind] : undefined
    if (found !== undefined) control.fault(found)
    return found !== undefined || kind === 'clear'
  }

  function person({ username, what }: Action): boolean {
    if (typeof username !== 'string' || !sandbox.people.some((one) => one.username === username)) return false
    switch (what) {
      case 'revoke':
        control.revoke(username)
        return true
      case 'password':
        control.fault({
          kind: 'graph_error',
          code: 190,
          subcode: 460,
          status: 400,
          match: { person: username },
          times: Infinity,
        })
        return true
      case 'personal':
        control.setAccountType(username, 'PERSONAL')
        return true
      case 'professional':
        control.setAccountType(username, 'BUSINESS')
        return true
      case 'withhold':
        control.setScopes(username, ['instagram_business_basic'])
        return true
      default:
        return false
    }
  }

  async function job({ job: name }: Action): Promise<boolean> {
    if (name === 'refresh') await dashboard.refreshTokens()
    else if (name === 'sync') await dashboard.syncAccounts()
    else return false
    return true
  }

  const actions: Readonly<Record<string, (action: Action) => boolean | Promise<boolean>>> = {
    forward,
    fault,
    person,
    job,
  }
  return async (request, response) => {
    response.set('Cache-Control', 'no-store')
    if (request.method === 'GET') {
      response.json(state())
      return
    }
    const body: unknown = request.body
    const action: Action = typeof body === 'object' && body !== null ? { ...body } : {}
    const name = action['do']
    const act = typeof name === 'string' && Object.hasOwn(actions, name) ? actions[name] : undefined
    if (act === undefined || !(await act(action))) {
      response.status(400).json({ error: 'unknown_action' })
      return
    }
    response.json(state())
  }
}
