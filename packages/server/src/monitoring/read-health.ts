import type { Deps } from '../deps.ts'
import { describeError } from '../log.ts'
import { readVersion } from '../version.ts'
import type { HealthResult } from './contract.ts'
import { findOut, nothingFound } from './health-facts.ts'
import { problemsOf, unhealthyProblems } from './health-rules.ts'

const version = readVersion()

/** Whether the product works, by what the database and the newest call to Instagram show. Asks Instagram nothing. */
export async function readHealth(deps: Deps): Promise<HealthResult> {
  const { instagram, vault, log, settings, clock } = deps
  deps.probe.expect()
  const facts = await findOut(deps).catch((error: unknown) => {
    log.error('health.failed', describeError(error))
    return nothingFound
  })
  const instagramApiStatus = instagram.reachability().status
  const decryptFailures = vault.failures()
  const rules = { ...settings, areWorkersExpected: deps.areWorkersExpected() }
  const problems = problemsOf({ ...facts, instagramApiStatus, decryptFailures }, rules, clock.now())
  const isUnhealthy = problems.some((problem) => unhealthyProblems.has(problem))
  return {
    status: isUnhealthy ? 'unhealthy' : problems.length > 0 ? 'degraded' : 'healthy',
    ...facts.found,
    instagramApiStatus,
    problems,
    decryptFailures,
    isSandbox: settings.sandbox,
    versions: { product: version, node: process.versions.node, graph: settings.instagramGraphVersion },
  }
}
