/** What a check can find, with what its sentence must be told. The status goes with the finding. */
export interface FindingParameters {
  'configuration.ok': Record<never, never>
  'database.ok': { engine: string; version: string; schema: string }
  'database.nearly_full': { megabytes: number }
  'database.unreachable': Record<never, never>
  'database.refused': Record<never, never>
  'database.unknown_host': Record<never, never>
  'database.no_route': Record<never, never>
  'database.password': Record<never, never>
  'database.access_rules': Record<never, never>
  'database.no_database': Record<never, never>
  'database.not_a_database': Record<never, never>
  'database.permission': Record<never, never>
  'database.full': Record<never, never>
  'database.too_many_connections': Record<never, never>
  'database.transaction_pooling': Record<never, never>
  'database.tls': Record<never, never>
  'database.starting': Record<never, never>
  'database.locked': Record<never, never>
  'database.schema_empty': Record<never, never>
  'database.schema_older': Record<never, never>
  'database.schema_newer': Record<never, never>
  'keys.ok': { tokens: number }
  /** `keys`: ids of the keys, each with how many tokens it sealed. */
  'keys.old': { tokens: number; keys: string }
  'keys.unreadable': { failures: number }
  'connections.ok': { accounts: number }
  'connections.lost': { accounts: number; lost: number }
  'audit.ok': { at: string; events: number }
  'audit.unchecked': Record<never, never>
  'audit.broken': { at: string; sequence: number }
  'audit.unguarded': { triggers: string }
  'clock.ok': Record<never, never>
  'clock.off': { seconds: number }
  'clock.unknown': Record<never, never>
  'redirect_uri.paste': { uri: string }
  'redirect_uri.local': { uri: string }
  'redirect_uri.not_https': { uri: string }
  'instagram_hosts.ok': Record<never, never>
  /** `variables`: those that lead elsewhere, each with the host that it names. */
  'instagram_hosts.foreign': { variables: string }
  'instagram_hosts.foreign_in_production': { variables: string }
  'app.ok': Record<never, never>
  'app.refused': Record<never, never>
  'app.unknown': Record<never, never>
  /** `code`: Instagram's, `?` when it said none. */
  'app.blocked': { code: string; at: string }
  'app.rights': { code: string; at: string }
  'authorize_page.ok': { host: string }
  'authorize_page.unreachable': { host: string }
  'token_endpoint.ok': { host: string }
  'token_endpoint.unreachable': { host: string }
  'graph.ok': { host: string; version: string }
  'graph.unreachable': { host: string }
  'graph_version.ok': { version: string }
  'graph_version.dated': { version: string; date: string }
  'graph_version.ending': { version: string; date: string; newest: string }
  'graph_version.ended': { version: string; date: string; newest: string }
  'graph_version.unknown': { version: string; newest: string }
  'scopes.ok': { scopes: string }
  'scopes.missing': { accounts: number }
  'callbacks.paste': { deauthorize: string; deletion: string }
  'callbacks.unknown': { deauthorize: string; deletion: string }
  'callbacks.not_https': { url: string }
  'callbacks.not_https_in_production': { url: string }
  'login.host': Record<never, never>
  'login.keys': Record<never, never>
  'login.secret': Record<never, never>
  'login.unbound': Record<never, never>
  'login.none': Record<never, never>
  'database_network.ok': Record<never, never>
  'database_network.plain': Record<never, never>
  'origins.ok': { origins: string }
  'origins.none': Record<never, never>
  'host_webhook.on': { host: string }
  'host_webhook.off': Record<never, never>
  'host_webhook.dead': { dead: number }
  'refresh.ok': { at: string }
  'refresh.never': Record<never, never>
  'refresh.late': { at: string }
  'refresh.off': Record<never, never>
}

export type Finding = keyof FindingParameters

export const statusOf = {
  'configuration.ok': 'ok',
  'database.ok': 'ok',
  'database.nearly_full': 'warn',
  'database.unreachable': 'fail',
  'database.refused': 'fail',
  'database.unknown_host': 'fail',
  'database.no_route': 'fail',
  'database.password': 'fail',
  'database.access_rules': 'fail',
  'database.no_database': 'fail',
  'database.not_a_database': 'fail',
  'database.permission': 'fail',
  'database.full': 'fail',
  'database.too_many_connections': 'fail',
  'database.transaction_pooling': 'fail',
  'database.tls': 'fail',
  'database.starting': 'fail',
  'database.locked': 'fail',
  'database.schema_empty': 'fail',
  'database.schema_older': 'fail',
  'database.schema_newer': 'fail',
  'keys.ok': 'ok',
  'keys.old': 'warn',
  'keys.unreadable': 'fail',
  'connections.ok': 'ok',
  'connections.lost': 'warn',
  'audit.ok': 'ok',
  'audit.unchecked': 'ok',
  'audit.broken': 'fail',
  'audit.unguarded': 'fail',
  'clock.ok': 'ok',
  'clock.off': 'fail',
  'clock.unknown': 'warn',
  'redirect_uri.paste': 'ok',
  'redirect_uri.local': 'warn',
  'redirect_uri.not_https': 'fail',
  'instagram_hosts.ok': 'ok',
  'instagram_hosts.foreign': 'warn',
  'instagram_hosts.foreign_in_production': 'fail',
  'app.ok': 'ok',
  'app.refused': 'fail',
  'app.unknown': 'warn',
  'app.blocked': 'fail',
  'app.rights': 'fail',
  'authorize_page.ok': 'ok',
  'authorize_page.unreachable': 'fail',
  'token_endpoint.ok': 'ok',
  'token_endpoint.unreachable': 'fail',
  'graph.ok': 'ok',
  'graph.unreachable': 'fail',
  'graph_version.ok': 'ok',
  'graph_version.dated': 'ok',
  'graph_version.ending': 'warn',
  'graph_version.ended': 'fail',
  'graph_version.unknown': 'warn',
  'scopes.ok': 'ok',
  'scopes.missing': 'warn',
  'callbacks.paste': 'ok',
  'callbacks.unknown': 'warn',
  'callbacks.not_https': 'warn',
  'callbacks.not_https_in_production': 'fail',
  'login.host': 'ok',
  'login.keys': 'ok',
  'login.secret': 'ok',
  'login.unbound': 'warn',
  'login.none': 'warn',
  'database_network.ok': 'ok',
  'database_network.plain': 'warn',
  'origins.ok': 'ok',
  'origins.none': 'warn',
  'host_webhook.on': 'ok',
  'host_webhook.off': 'ok',
  'host_webhook.dead': 'warn',
  'refresh.ok': 'ok',
  'refresh.never': 'warn',
  'refresh.late': 'warn',
  'refresh.off': 'warn',
} as const satisfies Record<Finding, 'ok' | 'warn' | 'fail'>

/** Findings that ask for something to be done. */
export const findingsWithNext = [
  'database.nearly_full',
  'database.unreachable',
  'database.refused',
  'database.unknown_host',
  'database.no_route',
  'database.password',
  'database.access_rules',
  'database.no_database',
  'database.not_a_database',
  'database.permission',
  'database.full',
  'database.too_many_connections',
  'database.transaction_pooling',
  'database.tls',
  'database.starting',
  'database.locked',
  'database.schema_empty',
  'database.schema_older',
  'database.schema_newer',
  'keys.old',
  'keys.unreadable',
  'connections.lost',
  'audit.broken',
  'audit.unguarded',
  'clock.off',
  'clock.unknown',
  'redirect_uri.paste',
  'redirect_uri.local',
  'redirect_uri.not_https',
  'instagram_hosts.foreign',
  'instagram_hosts.foreign_in_production',
  'app.refused',
  'app.unknown',
  'app.blocked',
  'app.rights',
  'authorize_page.unreachable',
  'token_endpoint.unreachable',
  'graph.unreachable',
  'graph_version.ending',
  'graph_version.ended',
  'graph_version.unknown',
  'scopes.missing',
  'callbacks.paste',
  'callbacks.unknown',
  'callbacks.not_https',
  'callbacks.not_https_in_production',
  'login.unbound',
  'login.none',
  'database_network.plain',
  'origins.none',
  'host_webhook.dead',
  'refresh.never',
  'refresh.late',
  'refresh.off',
] as const satisfies Finding[]
export type FindingWithNext = (typeof findingsWithNext)[number]
