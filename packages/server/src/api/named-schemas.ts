import { z } from 'zod'
import * as adminAccounts from '../accounts/admin-contract.ts'
import * as accounts from '../accounts/contract.ts'
import * as achievements from '../achievements/contract.ts'
import * as accountPage from '../admin/account-page-contract.ts'
import * as benchmarks from '../benchmarks/contract.ts'
import * as connect from '../connect/contract.ts'
import * as funnel from '../connect/funnel-contract.ts'
import * as doctor from '../doctor/contract.ts'
import * as errors from '../errors-contract.ts'
import * as audit from '../events/audit-contract.ts'
import * as deliveries from '../events/deliveries-contract.ts'
import * as goals from '../goals/contract.ts'
import * as jobs from '../jobs/contract.ts'
import * as audience from '../metrics/audience-contract.ts'
import * as bestTimes from '../metrics/best-times-contract.ts'
import * as changes from '../metrics/changes-contract.ts'
import * as forecasts from '../metrics/forecast-contract.ts'
import * as findings from '../metrics/insights-contract.ts'
import * as compare from '../metrics/compare-contract.ts'
import * as overview from '../metrics/overview-contract.ts'
import * as breakdown from '../metrics/breakdown-contract.ts'
import * as metrics from '../metrics/contract.ts'
import * as metricsExport from '../metrics/export-contract.ts'
import * as gaps from '../metrics/gaps-contract.ts'
import * as growth from '../metrics/growth-contract.ts'
import * as media from '../metrics/media-contract.ts'
import * as mediaHistory from '../metrics/media-history-contract.ts'
import * as stories from '../metrics/stories-contract.ts'
import * as timeline from '../metrics/timeline-contract.ts'
import * as monitoring from '../monitoring/contract.ts'
import * as notifications from '../notifications/contract.ts'
import * as privacy from '../privacy/contract.ts'
import * as receipts from '../receipts/contract.ts'
import * as support from '../support/contract.ts'
import * as adminSync from '../sync/admin-contract.ts'
import * as sync from '../sync/contract.ts'
import * as imports from '../followers/import-contract.ts'
import * as tags from '../tags/contract.ts'

/** The contracts, whose types `contract.ts` gathers. */
const contracts: readonly Record<string, unknown>[] = [
  adminAccounts,
  accounts,
  achievements,
  accountPage,
  benchmarks,
  connect,
  funnel,
  doctor,
  errors,
  audit,
  deliveries,
  goals,
  jobs,
  audience,
  bestTimes,
  breakdown,
  changes,
  forecasts,
  findings,
  compare,
  overview,
  metrics,
  metricsExport,
  gaps,
  growth,
  media,
  mediaHistory,
  stories,
  timeline,
  monitoring,
  notifications,
  privacy,
  receipts,
  support,
  adminSync,
  sync,
  tags,
  imports,
]

/** A schema that is exported as `accountSchema` or `syncInput` describes the type `Account` or `SyncInput`. */
const typeName = (exported: string) => exported.charAt(0).toUpperCase() + exported.slice(1).replace(/Schema$/, '')

/** Every exported schema of the contracts with the name of its type: one name for hosts, whatever they are written in. */
export const namedSchemas: ReadonlyMap<z.core.$ZodType, string> = new Map(
  contracts.flatMap((contract) =>
    Object.entries(contract).flatMap(([exported, value]) =>
      value instanceof z.ZodType ? [[value, typeName(exported)] as const] : [],
    ),
  ),
)
