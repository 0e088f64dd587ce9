export type { HostCaller, HostCallOptions, HostTimeline, HostTimelinePoint } from './api/host-caller.ts'
export { InstagramError, isInstagramError } from './api/instagram-error.ts'
export type { Authenticate, AuthenticateRequest } from './procedures/authenticate.ts'
export type { Identity } from './procedures/identity.ts'
export {
  ConfigurationError,
  readConfiguration,
  type Configuration,
  type ConfigurationFault,
  type ConfigurationInput,
} from './config.ts'
export {
  createInstagramDashboard,
  type Dashboard,
  type DashboardOptions,
  type SandboxedDashboardOptions,
} from './dashboard.ts'
export type { FetchHandler, FetchOptions } from './http/fetch-handler.ts'
export type { NodeHandler } from './http/node-handler.ts'
export type { OnEvent } from './events/callback.ts'
export type { HostEvent, HostEventData, HostEventType } from './events/host-events.ts'
export type { Clock } from './deps.ts'
export type { Role } from './jobs/roles.ts'
export { AppError, type AppErrorAction, type AppErrorCode } from './errors.ts'
export { generateFernetKey as generateEncryptionKey } from './vault/fernet.ts'
