type Status = 'ok' | 'warn' | 'fail'

interface Definition<Parameters extends object, HasNext extends boolean> {
  status: Status
  /** Whether the finding asks for something to be done. */
  hasNext: HasNext
  /** What its sentences must be told; known to the compiler alone. */
  parameters?: Parameters
}

type None = Record<never, never>
const ok = <Parameters extends object = None>(): Definition<Parameters, false> => ({ status: 'ok', hasNext: false })
const okWithNext = <Parameters extends object>(): Definition<Parameters, true> => ({ status: 'ok', hasNext: true })
const warn = <Parameters extends object = None>(): Definition<Parameters, true> => ({ status: 'warn', hasNext: true })
const fail = <Parameters extends object = None>(): Definition<Parameters, true> => ({ status: 'fail', hasNext: true })

/** Everything that a check of the doctor can find. */
export const findings = {
  'configuration.ok': ok(),
  'configuration.host_database': warn<{ place: string }>(),
  'database.ok': ok<{ place: string; engine: string; version: string; schema: string }>(),
  'database.nearly_full': warn<{ megabytes: number }>(),
  'database.unreachable': fail(),
  'database.refused': fail(),
  'database.unknown_host': fail(),
  'database.no_route': fail(),
  'database.password': fail(),
  'database.access_rules': fail(),
  'database.no_database': fail(),
  'database.not_a_database': fail(),
  'database.permission': fail(),
  'database.full': fail(),
  'database.too_many_connections': fail(),
  'database.transaction_pooling': fail(),
  'database.tls': fail(),
  'database.starting': fail(),
  'database.locked': fail(),
  'database.schema_empty': fail(),
  'database.schema_older': fail(),
  'database.schema_newer': fail(),
  'keys.ok': ok<{ tokens: number }>(),
  /** `keys`: ids of the keys, each with how many tokens it sealed. */
  'keys.old': warn<{ tokens: number; keys: string }>(),
  'keys.unreadable': fail<{ failures: number }>(),
  'connections.ok': ok<{ accounts: number }>(),
  'connections.lost': warn<{ accounts: number; lost: number }>(),
  'audit.ok': ok<{ at: string; events: number }>(),
  'audit.unchecked': ok(),
  'audit.broken': fail<{ at: string; sequence: number }>(),
  'audit.unguarded': fail<{ triggers: string }>(),
  'clock.ok': ok(),
  'clock.off': fail<{ seconds: number }>(),
  'clock.unknown': warn(),
  'redirect_uri.paste': okWithNext<{ uri: string }>(),
  /** Where the sandbox sends users back to: our own page. */
  'redirect_uri.sandbox': ok(),
  'redirect_uri.local': warn<{ uri: string }>(),
  'redirect_uri.not_https': fail<{ uri: string }>(),
  'redirect_page.sandbox': ok(),
  'redirect_page.ours': ok<{ uri: string }>(),
  'redirect_page.own': ok<{ uri: string }>(),
  'redirect_page.unknown': okWithNext<{ uri: string }>(),
  /** `status`: what the address answers. */
  'redirect_page.missing': fail<{ uri: string; status: string }>(),
  'redirect_page.other_origin': warn<{ uri: string; origins: string }>(),
  'instagram_hosts.ok': ok(),
  'instagram_hosts.sandbox': warn(),
  /** `variables`: those that lead elsewhere, each with the host that it names. */
  'instagram_hosts.foreign': warn<{ variables: string }>(),
  'instagram_hosts.foreign_in_production': fail<{ variables: string }>(),
  'app.ok': ok(),
  'app.refused': fail(),
  'app.unknown': warn(),
  /** `code`: Instagram's, `?` when it said none. */
  'app.blocked': fail<{ code: string; at: string }>(),
  'app.rights': fail<{ code: string; at: string }>(),
  'authorize_page.ok': ok<{ host: string }>(),
  'authorize_page.unreachable': fail<{ host: string }>(),
  'token_endpoint.ok': ok<{ host: string }>(),
  'token_endpoint.unreachable': fail<{ host: string }>(),
  'graph.ok': ok<{ host: string; version: string }>(),
  'graph.unreachable': fail<{ host: string }>(),
  'graph_version.ok': ok<{ version: string }>(),
  'graph_version.dated': ok<{ version: string; date: string }>(),
  'graph_version.ending': warn<{ version: string; date: string; newest: string }>(),
  'graph_version.ended': fail<{ version: string; date: string; newest: string }>(),
  'graph_version.unknown': warn<{ version: string; newest: string }>(),
  'scopes.ok': ok<{ scopes: string }>(),
  'scopes.missing': warn<{ accounts: number }>(),
  'callbacks.paste': okWithNext<{ deauthorize: string; deletion: string }>(),
  'callbacks.unknown': warn<{ deauthorize: string; deletion: string }>(),
  'callbacks.not_https': warn<{ url: string }>(),
  'callbacks.not_https_in_production': fail<{ url: string }>(),
  'login.host': ok(),
  /** `reason`: as the log says it. */
  'login.host_misnamed': warn<{ reason: string; at: string }>(),
  'login.keys': ok(),
  'login.keys_unreachable': fail<{ host: string }>(),
  'login.keys_none': fail<{ host: string }>(),
  'login.secret': ok(),
  'login.unbound': warn(),
  'login.none': warn(),
  'database_network.ok': ok(),
  'database_network.plain': warn(),
  'origins.ok': ok<{ origins: string }>(),
  'origins.none': warn(),
  'host_webhook.on': ok<{ host: string }>(),
  'host_webhook.off': ok(),
  'host_webhook.dead': warn<{ dead: number }>(),
  'refresh.ok': ok<{ at: string }>(),
  'refresh.never': warn(),
  'refresh.late': warn<{ at: string }>(),
  'refresh.off': warn(),
}

export type Finding = keyof typeof findings

export type FindingParameters = {
  [Name in Finding]: NonNullable<(typeof findings)[Name]['parameters']>
}

export type FindingWithNext = {
  [Name in Finding]: (typeof findings)[Name]['hasNext'] extends true ? Name : never
}[Finding]
