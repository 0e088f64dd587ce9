import { openDashboard } from '../../../lib/dashboard'

async function handle(request: Request): Promise<Response> {
  const dashboard = await openDashboard()
  return dashboard.fetch(request, { basePath: '/instagram' })
}

export {
  handle as GET,
  handle as POST,
  handle as PUT,
  handle as PATCH,
  handle as DELETE,
  handle as HEAD,
  handle as OPTIONS,
}
