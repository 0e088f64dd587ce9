import { openDashboard } from '../../../server/dashboard.ts'
import type { RequestHandler } from './$types'

/** A slash at the end of a path is ours to judge. */
export const trailingSlash = 'ignore'

export const fallback: RequestHandler = async ({ request, getClientAddress }) => {
  const dashboard = await openDashboard()
  return dashboard.fetch(request, { ip: getClientAddress() })
}
