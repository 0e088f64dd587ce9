export { createInstagramClient } from './client.ts'
export {
  type AppBrowser,
  type AppConnect,
  type AppConnectInput,
  type AppConnectOptions,
  type AppLinking,
  type AppStorage,
  createAppConnect,
} from './app-connect.ts'
export {
  instagramQueries,
  type InstagramListOptions,
  type InstagramQueryOptions,
} from '../queries/instagram-queries.ts'
export { instagramKeys } from '../queries/query-keys.ts'
