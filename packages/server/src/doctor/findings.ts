/** What a check can find, with what its sentence must be told. The status goes with the finding. */
export interface FindingParameters {
  'configuration.ok': Record<never, never>
  'database.ok': { engine: string; version: string; schema: string }
  'database.nearly_full': { megabytes: number }
  'database.unreachable': Record<never, never>
  'keys.ok': { tokens: number }
  'keys.old': { tokens: number }
  'keys.unreadable': { failures: number }
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
  'keys.ok': 'ok',
  'keys.old': 'warn',
  'keys.unreadable': 'fail',
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
  'keys.old',
  'keys.unreadable',
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
