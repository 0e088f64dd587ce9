import type { DoctorCatalogue } from '../catalogue.ts'

export const doctor: DoctorCatalogue = {
  'doctor.configuration.ok': 'All variables are valid.',
  'doctor.configuration.host_database':
    'All variables are valid. There is a database address of your app, which is not read: our data is in {place}.',
  'doctor.configuration.host_database.next':
    'Set DATABASE_URL: to the same address, if our tables may have a schema of their own there, or to any other.',
  'doctor.database.ok': 'The database answers: {place} ({engine} {version}, migration {schema}).',
  'doctor.database.nearly_full': 'The disk of the database is nearly full: {megabytes, number} MB are left.',
  'doctor.database.nearly_full.next': 'Free some space, or move the database to a larger disk.',
  'doctor.database.unreachable': 'The database does not answer.',
  'doctor.database.unreachable.next': 'Check DATABASE_URL, the permissions of its folder and the space on its disk.',
  'doctor.database.refused': 'The database server does not take connections at the address of DATABASE_URL.',
  'doctor.database.refused.next':
    'Start the server, and check host and port; a server in another container is not at localhost.',
  'doctor.database.unknown_host': 'The host in DATABASE_URL has no address.',
  'doctor.database.unknown_host.next': 'Check the name of the host, and whether this machine can look names up (DNS).',
  'doctor.database.no_route': 'The database server can not be reached: nothing answers at the address of DATABASE_URL.',
  'doctor.database.no_route.next': 'Check the address, and whether a firewall lets calls out to its port.',
  'doctor.database.password': 'The database server does not accept the user or the password in DATABASE_URL.',
  'doctor.database.password.next':
    'Correct them there, or set the password in the server; special signs are encoded (@ is %40).',
  'doctor.database.access_rules':
    'The database server lets this user in neither from here nor in this way (pg_hba.conf).',
  'doctor.database.access_rules.next':
    'Add a rule for it in pg_hba.conf; many servers want TLS: sslmode=require in DATABASE_URL.',
  'doctor.database.no_database': 'The database server answers, and has no database of the name in DATABASE_URL.',
  'doctor.database.no_database.next': 'Create it (createdb), or correct the name at the end of the address.',
  'doctor.database.not_a_database': 'The file in DATABASE_URL is not a SQLite database, or is damaged.',
  'doctor.database.not_a_database.next': 'Check the path; if it is the right file, put a backup in its place.',
  'doctor.database.permission': 'This user may not read and write what DATABASE_URL names.',
  'doctor.database.permission.next':
    'SQLite needs to write the file and its folder; PostgreSQL the right to create a schema (GRANT CREATE ON DATABASE …) or to create tables in the one that INSTAGRAM_DATABASE_SCHEMA names.',
  'doctor.database.full': 'The disk of the database is full.',
  'doctor.database.full.next': 'Make room; nothing is written until then.',
  'doctor.database.too_many_connections': 'The database server has no connection left.',
  'doctor.database.too_many_connections.next':
    'Lower DATABASE_POOL_MAX, run fewer processes, or raise max_connections of the server.',
  'doctor.database.transaction_pooling': 'A pooler in front of PostgreSQL gives each transaction another session.',
  'doctor.database.transaction_pooling.next': 'Set it to session pooling: pool_mode=session in PgBouncer.',
  'doctor.database.tls': 'The encrypted connection to the database server was refused.',
  'doctor.database.tls.next':
    'Check sslmode and sslrootcert in DATABASE_URL: the server has no TLS, or shows a certificate that is not trusted or not for this host.',
  'doctor.database.starting': 'The database server is starting or stopping.',
  'doctor.database.starting.next': 'Run this again in a minute.',
  'doctor.database.locked': 'Another process holds the database and does not let go of it.',
  'doctor.database.locked.next': 'End whatever writes to it (a copy, VACUUM, another program), and run this again.',
  'doctor.database.schema_empty': 'The database has no tables yet.',
  'doctor.database.schema_empty.next': 'Run instagram-dashboard migrate, or start serve.',
  'doctor.database.schema_older': 'The schema of the database is older than this version.',
  'doctor.database.schema_older.next': 'Run instagram-dashboard migrate, or start with serve --migrate.',
  'doctor.database.schema_newer': 'The schema of the database is newer than this version.',
  'doctor.database.schema_newer.next': 'Install the version that it was made with, or a newer one.',
  'doctor.keys.ok':
    '{tokens, plural, =0 {The keys are in order; no token is stored yet.} one {The first key seals the one stored token.} other {The first key seals all # tokens.}}',
  'doctor.keys.old': '{tokens, plural, one {# token is} other {# tokens are}} still sealed by an old key: {keys}.',
  'doctor.keys.old.next': 'Run "instagram-dashboard keys rotate", and only then remove the old key.',
  'doctor.keys.unreadable':
    '{failures, plural, one {# stored secret} other {# stored secrets}} did not open since this process started.',
  'doctor.keys.unreadable.next':
    'A key is missing from INSTAGRAM_TOKEN_ENCRYPTION_KEY: put all of them back, separated by commas.',
  'doctor.connections.ok':
    '{accounts, plural, =0 {No account is connected yet.} one {The one account is connected.} other {All # accounts are connected.}}',
  'doctor.connections.lost':
    'Of {accounts, plural, one {# account} other {# accounts}} {lost, plural, one {# must be reconnected by its owner} other {# must be reconnected by their owners}}.',
  'doctor.connections.lost.next':
    'Each owner is told in the app. If there are many at once, look for what they have in common: a key that was lost, or the app at Instagram.',
  'doctor.audit.ok':
    'The audit log was checked as a whole on {at}: {events, plural, one {# event} other {# events}}, none changed.',
  'doctor.audit.unchecked': 'The audit log was not checked as a whole yet; that happens every week.',
  'doctor.audit.broken': 'On {at} event {sequence, number} of the audit log was not as it was written.',
  'doctor.audit.broken.next':
    'Run "instagram-dashboard audit verify", and find out who writes to the database beside this product.',
  'doctor.audit.unguarded': 'The audit log can be changed: its triggers {triggers} are gone, switched off or changed.',
  'doctor.audit.unguarded.next':
    'Restart the server, which puts them back, and find out who took them away; the user of the database must own the table.',
  'doctor.clock.ok': 'The clock of this machine is right.',
  'doctor.clock.off': 'The clock of this machine and Instagram’s differ by {seconds, number} seconds.',
  'doctor.clock.off.next': 'Turn on time synchronisation (NTP) on the machine.',
  'doctor.clock.unknown': 'The clock could not be compared: Instagram told no time.',
  'doctor.clock.unknown.next': 'Check the access to the internet and run this again.',
  'doctor.redirect_uri.paste': 'The redirect URI is {uri}',
  'doctor.redirect_uri.paste.next': 'Paste exactly this text into "OAuth redirect URIs" of the Meta dashboard: {uri}',
  'doctor.redirect_uri.local': 'The redirect URI {uri} works on this machine only.',
  'doctor.redirect_uri.local.next':
    'For other people use an https address, and paste exactly the same text into the Meta dashboard.',
  'doctor.redirect_uri.sandbox':
    'The sandbox sends people back to the page "return" below where the dashboard is mounted.',
  'doctor.redirect_uri.not_https': 'The redirect URI {uri} is not https, and this is production (NODE_ENV).',
  'doctor.redirect_uri.not_https.next':
    'Set INSTAGRAM_REDIRECT_URI to the https address of your page, and paste exactly the same text into the Meta dashboard.',
  'doctor.redirect_page.sandbox': "The server's own page ends connections.",
  'doctor.redirect_page.ours': "The server's own page answers at {uri}.",
  'doctor.redirect_page.own': 'A page of yours answers at {uri}.',
  'doctor.redirect_page.unknown': 'Nothing answers at {uri} from here.',
  'doctor.redirect_page.unknown.next':
    'Start your app and run this again, to see whether somebody ends connections there.',
  'doctor.redirect_page.missing': 'The address {uri} answers {status}: nobody ends a connection there.',
  'doctor.redirect_page.missing.next':
    'Set INSTAGRAM_REDIRECT_URI to the address of the router with /return at its end, where the server has a page, or put a page of your own there.',
  'doctor.redirect_page.other_origin':
    "The server's own page answers at {uri}, on another origin than your pages ({origins}): it knows nothing of what was begun there.",
  'doctor.redirect_page.other_origin.next':
    'Let the router be found on the origin of your pages, or set INSTAGRAM_REDIRECT_URI to a page of your own.',
  'doctor.instagram_hosts.ok': 'All calls to Instagram go to its own hosts.',
  'doctor.instagram_hosts.sandbox':
    'INSTAGRAM_SANDBOX is on: nothing goes to Instagram, people and numbers are invented.',
  'doctor.instagram_hosts.sandbox.next':
    'That is right for development. For the real Instagram leave it out, and set INSTAGRAM_APP_ID and what docs/setup.md names beside it.',
  'doctor.instagram_hosts.foreign': 'These lead to a host that is not Instagram’s: {variables}.',
  'doctor.instagram_hosts.foreign.next':
    'That is right for the sandbox. For the real Instagram leave these variables out.',
  'doctor.instagram_hosts.foreign_in_production':
    'This is production (NODE_ENV), and these lead to a host that is not Instagram’s: {variables}.',
  'doctor.instagram_hosts.foreign_in_production.next':
    'Leave these variables out and restart: people’s tokens and the secret of the app are sent there.',
  'doctor.app.ok': 'Instagram knows the app: id and secret are right.',
  'doctor.app.refused': 'Instagram refuses the id or the secret of the app.',
  'doctor.app.refused.next':
    'Use the "Instagram app ID" and "Instagram app secret" of "API setup with Instagram login", not those of the Meta app; check the redirect URI as well.',
  'doctor.app.unknown': 'Instagram did not say whether it knows the app.',
  'doctor.app.unknown.next': 'Run this again later; if it stays so, check INSTAGRAM_APP_ID and INSTAGRAM_APP_SECRET.',
  'doctor.app.blocked': 'Since {at} Instagram refuses the whole app (code {code}). Nobody is disconnected for it.',
  'doctor.app.blocked.next':
    'Open the app in the Meta dashboard and resolve its alerts: it must exist, be live and not be restricted, and id and secret must be its own. After that everything goes on by itself within an hour.',
  'doctor.app.rights':
    'Since {at} Instagram says that the app may not serve some accounts (code {code}): it lacks a right or they have no role on it.',
  'doctor.app.rights.next':
    'In the Meta dashboard, see that the app is live and has Advanced Access for its permissions (App Review), or give those accounts a role on it. After that everything goes on by itself.',
  'doctor.authorize_page.ok': 'The authorize page answers ({host}).',
  'doctor.authorize_page.unreachable': 'The authorize page does not answer ({host}).',
  'doctor.authorize_page.unreachable.next':
    'Check INSTAGRAM_AUTHORIZE_URL, and whether the network lets calls out to it.',
  'doctor.token_endpoint.ok': 'The token endpoint answers ({host}).',
  'doctor.token_endpoint.unreachable': 'The token endpoint does not answer ({host}).',
  'doctor.token_endpoint.unreachable.next':
    'Check INSTAGRAM_OAUTH_BASE_URL, and whether the network lets calls out to it.',
  'doctor.graph.ok': 'The Graph API answers ({host}, {version}).',
  'doctor.graph.unreachable': 'The Graph API does not answer ({host}).',
  'doctor.graph.unreachable.next': 'Check INSTAGRAM_GRAPH_BASE_URL, and whether the network lets calls out to it.',
  'doctor.graph_version.ok': 'Version {version} of the Graph API has no end yet.',
  'doctor.graph_version.dated': 'Version {version} of the Graph API lives until {date}.',
  'doctor.graph_version.ending': 'Version {version} of the Graph API ends on {date}.',
  'doctor.graph_version.ending.next':
    'Set INSTAGRAM_GRAPH_VERSION to {newest}, or leave it out, and run this again before that day.',
  'doctor.graph_version.ended':
    'Version {version} of the Graph API ended on {date} or before: Meta answers with another.',
  'doctor.graph_version.ended.next': 'Set INSTAGRAM_GRAPH_VERSION to {newest}, or leave it out, and restart.',
  'doctor.graph_version.unknown': 'Nothing is known here about version {version} of the Graph API.',
  'doctor.graph_version.unknown.next':
    'Set INSTAGRAM_GRAPH_VERSION to {newest}, or update this product if Meta has released a newer version.',
  'doctor.scopes.ok': 'Permissions that are asked for: {scopes}.',
  'doctor.scopes.missing': '{accounts, plural, one {# account} other {# accounts}} did not grant all permissions.',
  'doctor.scopes.missing.next':
    'Ask them to reconnect with the permissions left on; check also that the app has Advanced Access for them.',
  'doctor.callbacks.paste': 'The addresses for Meta’s callbacks are ready.',
  'doctor.callbacks.paste.next':
    'In "Business login settings", paste into "Deauthorize callback URL": {deauthorize} and into "Data deletion request URL": {deletion}',
  'doctor.callbacks.unknown': 'PUBLIC_URL is not set, so the whole addresses can not be shown.',
  'doctor.callbacks.unknown.next': 'Set PUBLIC_URL, then paste into the Meta dashboard: {deauthorize} and {deletion}',
  'doctor.callbacks.not_https': 'PUBLIC_URL is not https ({url}): Meta and people can not reach it.',
  'doctor.callbacks.not_https.next': 'Set PUBLIC_URL to the https address of the router for the outside world.',
  'doctor.callbacks.not_https_in_production': 'PUBLIC_URL is not https ({url}), and this is production (NODE_ENV).',
  'doctor.callbacks.not_https_in_production.next':
    'Set PUBLIC_URL to the https address of the router for the outside world.',
  'doctor.login.host': 'The host’s own code says who calls.',
  'doctor.login.host_misnamed': 'What `authenticate` named at {at} is no user: {reason}.',
  'doctor.login.host_misnamed.next':
    'Let `authenticate` answer with a text of 1 to 128 characters as userId (String(user.id), say), and with no user where nobody is signed in.',
  'doctor.login.keys': 'Tokens are checked by public keys, their issuer and their audience.',
  'doctor.login.secret': 'Tokens are checked by a shared secret, their issuer and their audience.',
  'doctor.login.unbound':
    'Any token that is signed with AUTH_JWT_SECRET signs people in, also one that was meant for something else.',
  'doctor.login.unbound.next':
    'Set AUTH_JWT_ISSUER and AUTH_JWT_AUDIENCE to what the tokens for this server say in iss and aud.',
  'doctor.login.keys_unreachable': 'The public keys of logins do not come from {host}: every call is answered 503.',
  'doctor.login.keys_unreachable.next':
    'Open AUTH_JWKS_URL from this machine: it must answer 200 with JSON within five seconds, without a redirect.',
  'doctor.login.keys_none': 'What {host} answers at AUTH_JWKS_URL holds no public key: nobody can sign in.',
  'doctor.login.keys_none.next':
    'Set AUTH_JWKS_URL to the JSON Web Key Set of your identity provider; its metadata names it as jwks_uri.',
  'doctor.login.none': 'Nobody can sign in, and "serve" would not start: AUTH_JWT_SECRET or AUTH_JWKS_URL is missing.',
  'doctor.login.none.next':
    'Set AUTH_JWT_SECRET or AUTH_JWKS_URL. Leave it so if your own server embeds this one and says who calls.',
  'doctor.database_network.ok': 'What is stored does not travel over a network in plain text.',
  'doctor.database_network.plain':
    'The database is on another machine, and the connection to it need not be encrypted.',
  'doctor.database_network.plain.next':
    'Add sslmode=verify-full to DATABASE_URL, with sslrootcert if the server’s certificate is your own.',
  'doctor.origins.ok': 'Pages that may call the API: {origins}.',
  'doctor.origins.none': 'No page of another address may call the API.',
  'doctor.origins.none.next': 'If the dashboard lives at another address, put that address into ALLOWED_ORIGINS.',
  'doctor.host_webhook.on': 'Events go to {host}.',
  'doctor.host_webhook.off': 'No webhook is set; it is optional.',
  'doctor.host_webhook.dead': '{dead, plural, one {# event} other {# events}} could not be delivered.',
  'doctor.host_webhook.dead.next':
    'Repair the address in HOST_WEBHOOK_URL, then send them again by admin.deliveries.resend.',
  'doctor.refresh.ok': 'Tokens were last refreshed on {at}.',
  'doctor.refresh.never': 'Tokens were never refreshed yet.',
  'doctor.refresh.never.next': 'Leave the server on until the next night, or run "instagram-dashboard refresh-tokens".',
  'doctor.refresh.late': 'Tokens were last refreshed on {at}: that is late.',
  'doctor.refresh.late.next': 'See whether the server stays on at night, and look for refresh in its log.',
  'doctor.refresh.off': 'The refresh of tokens is switched off.',
  'doctor.refresh.off.next':
    'Take the "off" out of TOKEN_REFRESH_CRON, or run "instagram-dashboard refresh-tokens" every day by other means.',
}
