import type { InstagramAdmin } from './admin.ts'
import type { ProcedureFunctions } from './procedures.ts'

/** The administrator's half of the client. */
export function createAdminProcedures(procedures: ProcedureFunctions): InstagramAdmin {
  const { query, mutation, queryWithoutInput } = procedures
  return {
    health: queryWithoutInput('admin.health'),
    funnel: query('admin.funnel'),
    audit: {
      list: query('admin.audit.list'),
      export: query('admin.audit.export'),
      verify: queryWithoutInput('admin.audit.verify'),
    },
    doctor: queryWithoutInput('admin.doctor'),
    runs: query('admin.runs'),
    accounts: {
      get: query('admin.accounts.get'),
      list: query('admin.accounts.list'),
      refreshTokens: mutation('admin.accounts.refreshTokens'),
      // It waits for Instagram, for each of 50 accounts: only the caller can say how long is too long.
      sync: (input, options) => mutation('admin.accounts.sync')(input, { timeoutMs: 0, ...options }),
      deactivate: mutation('admin.accounts.deactivate'),
      reactivate: mutation('admin.accounts.reactivate'),
    },
    support: {
      list: query('admin.support.list'),
      answer: mutation('admin.support.answer'),
      close: mutation('admin.support.close'),
    },
    notifications: { list: query('admin.notifications.list') },
    deliveries: { list: query('admin.deliveries.list'), resend: mutation('admin.deliveries.resend') },
    jobs: { list: query('admin.jobs.list'), retry: mutation('admin.jobs.retry') },
    achievements: {
      list: query('admin.achievements.list'),
      reverse: mutation('admin.achievements.reverse'),
      tryRule: query('admin.achievements.tryRule'),
    },
  }
}
