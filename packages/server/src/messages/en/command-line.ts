import type { CommandLineCatalogue } from '../catalogue.ts'

/** What the command line says. */
export const commandLine: CommandLineCatalogue = {
  'cli.help.serve': 'The standalone HTTP server, until SIGTERM or SIGINT',
  'cli.help.migrate': 'Brings the database to the newest schema and says what it did',
  'cli.help.refresh-tokens': 'Refreshes every token that is due, as the nightly job does',
  'cli.help.sync': 'Syncs one account, or all that are due',
  'cli.help.import-django':
    'Takes over accounts, numbers and notifications of the Django app that this product replaces',
  'cli.help.import-django.details':
    '--from is its SQLite file or postgres:// URL, which is only read. Tables and columns are found by their usual names; --mapping names a JSON file for others (docs/migrating-from-django.md). Tokens need the same INSTAGRAM_TOKEN_ENCRYPTION_KEY. What is here is never overwritten; may be interrupted and run again. --dry-run counts and writes nothing. Exit code 1 when rows could not be taken over.',
  'cli.import.from_where': 'From where? import-django --from <SQLite file or postgres:// URL>',
  'cli.import.unreadable':
    'The database at --from can not be opened or read: it has to be a SQLite file, no folder, or a postgres:// URL whose server answers and lets its user read.',
  'cli.import.mapping_unreadable': '{file} can not be read, or is not JSON.',
  'cli.import.mapping_wrong':
    'The tables of the source are not as expected. See docs/migrating-from-django.md for the mapping.',
  'cli.import.mapping.no_such_table': 'there is no table {name}',
  'cli.import.mapping.no_such_column': 'there is no column {name}',
  'cli.import.mapping.table_not_found': 'not found under its usual name {name}',
  'cli.import.mapping.column_not_found': 'not found under a usual name ({name})',
  'cli.import.would': 'Nothing was written. It would be:',
  'cli.import.done': 'Taken over:',
  'cli.import.accounts':
    'Accounts: {found} found, {imported} taken over, {known} here already, {elsewhere} connected by another user, {erased} erased here before, {faulty} faulty.',
  'cli.import.without_token':
    '{count, plural, one {# of them has} other {# of them have}} no token that opens and still lives: its user has to connect again.',
  'cli.import.days': 'Days: {found} found, {imported} taken over, {known} here already.',
  'cli.import.notifications':
    'Notifications: {found} found, {imported} taken over, {known} here already, {leftOut} left out.',
  'cli.import.attempts': 'Attempts to connect: {found} found, counted only.',
  'cli.import.faults': '{count, plural, one {# row is} other {# rows are}} not what it should be:',
  'cli.import.fault.no_user': 'names no user',
  'cli.import.fault.no_instagram_id': "has no id of Instagram's",
  'cli.import.fault.no_account': 'is about no account that was found',
  'cli.import.fault.no_day': 'has no date',
  'cli.import.fault.in_the_future': 'is of a day to come',
  'cli.import.fault.no_number': 'has a number that is none',
  'cli.import.fault.unknown_kind': 'is of a type that nobody knows: name it in the mapping',
  'cli.help.account': 'What is known of an account, and why its numbers do not come',
  'cli.help.doctor': 'Checks settings, database, keys, clock, app and reachability, and says what to do',
  'cli.help.backup': 'Writes a consistent copy of the SQLite database into a new file, also while the server runs',
  'cli.help.erasures export':
    'Writes the list of what was erased, to be kept outside of the database; - is standard output',
  'cli.help.erasures import': 'Erases again, after a restore, what such a list says was erased; - is standard input',
  'cli.help.erase-traces': 'Leaves nothing in the files of the database that was erased',
  'cli.help.keys generate': 'A new Fernet key for INSTAGRAM_TOKEN_ENCRYPTION_KEY',
  'cli.help.keys rotate': 'Seals every stored token with the first key and proves that none is left on an old one',
  'cli.help.keys declare-lost': 'Lets the accounts of a lost key be reconnected; their numbers stay',
  'cli.help.audit verify': 'Checks that no event of the audit log was changed, removed or cut off',
  'cli.help.review-pack':
    'The texts, values, calls and checklist that Meta’s App Review asks for, from this installation',
  'cli.help.init': 'Mounts the dashboard in the app of this folder, with the sandbox switched on',
  'cli.help.sandbox': 'The Instagram sandbox alone: an Instagram for development, offline',
  'cli.help.serve.details':
    'Usage: serve [--role web|worker|all] [--migrate]. Listens on HOST and PORT. --migrate brings the database to the newest schema first; without it an empty database is filled and another schema refused. web answers people and starts no background work; worker does the background work and answers /healthz, /readyz and /metrics alone; all, the default, does both. Start at least one that works. Stops accepting, finishes running work and closes the database when told to stop.',
  'cli.help.migrate.details':
    'Needs DATABASE_URL only. --dry-run says what it would apply. With --from file:<path> [--to postgres://…] it moves a SQLite installation into an empty PostgreSQL database (without --to: DATABASE_URL) and proves that all is there; it needs the keys for that. Stop the server first. May be interrupted and run again. Exit code 1 when the two sides differ. With --move-schema it moves the tables of 0.1.0 out of the PostgreSQL schema public into one of their own.',
  'cli.help.refresh-tokens.details':
    'With --dry-run only counts them. Exit code 1 when a connection was lost for good.',
  'cli.help.sync.details':
    'Without --account every active account that was not synced for 20 hours, or that waits to go on. With --account, --from <day> and --to <day> (YYYY-MM-DD in Los Angeles, at most 729 days ago) those days are read again, the newest first; what one hour of calls can not read, the server reads later. Exit code 1 when one failed.',
  'cli.help.account.details':
    'State, token, the newest syncs with what Instagram said, calls of the hour and what holds them, who has it in hand, notices and next attempts. By its id, its username, your id of the person, or the reference that the log has of them. Asks Instagram nothing. Exit code 1 when nobody matches.',
  'cli.help.doctor.details':
    'Each line is ok, warn or fail. Exit code 1 with a fail, 2 when the settings themselves are wrong.',
  'cli.help.backup.details':
    'Needs DATABASE_URL only. The copy is checked and holds no key. To restore it, stop the server, put the file in the place of the database (and remove its -wal and -shm), start: what was erased since is erased again before the server answers.',
  'cli.help.erasures export.details':
    'One JSON object a line, with codes that name nobody. A file is replaced as a whole, by a new one that is on disk. Keep it where a restore of the database does not reach it.',
  'cli.help.erasures import.details':
    'Run it before the server starts. Takes a list of erasures export, a file of ERASURE_LEDGER_FILE, or erasure.done lines of the log. What the database knows of is left alone, so that it may be run again. Lines that were cut short are counted and left out.',
  'cli.help.erase-traces.details':
    'Needs DATABASE_URL only. On PostgreSQL, where erased rows stay in the files, every table that erasures touch is written anew (VACUUM FULL) and locked meanwhile: run it when few are there. SQLite does so by itself. Backups and the archive of the write-ahead log are yours to delete. Exit code 1 when the user of the database may not do all of it.',
  'cli.help.keys rotate.details':
    'Safe while the server runs, and to run again after an interruption. With --dry-run only counts. Exit code 1 when a token is left.',
  'cli.help.keys declare-lost.details':
    'The id stands in the refusal to start. Without --yes it changes nothing: it says how many accounts would have to be reconnected and what else would be lost, and ends with exit code 2. An outdated INSTAGRAM_TOKEN_ENCRYPTION_KEY looks exactly like a lost key: look for the newest first.',
  'cli.help.audit verify.details':
    'The anchor of an earlier check, or of an audit.anchor line of the log, shows that nothing was cut off or rewritten since. Exit code 1 when an event is not as it was written, which is named, or when events could only be counted.',
  'cli.help.review-pack.details':
    'Prints Markdown, or with --out <folder> writes one file per form of Meta’s. --locale en|pt-BR chooses the language of the explanations; the texts to paste are in English, which the reviewers read. --yes replaces files of an earlier run. Holds no secret and asks Instagram nothing.',
  'cli.help.init.details':
    'For Express, Fastify, Hono, Next (App Router), Nest and SvelteKit. Writes the mount, a page where the app has pages, and lines of .env, .env.example and .gitignore; runs the doctor. --dry-run shows what would be written. --undo takes it back byte for byte; a file that was changed since is left and named.',
  'cli.help.sandbox.details':
    'Listens on INSTAGRAM_SANDBOX_HOST (default 127.0.0.1) and INSTAGRAM_SANDBOX_PORT (default 3002) and prints the environment variables that point a server at it.',
  'cli.takes.account': '<id | username | user>',
  'cli.takes.file': '<file>',
  'cli.takes.list': '<file|->',
  'cli.takes.key': '<key id>',
  'cli.takes.anchor': '[<anchor>]',
  'cli.usage': 'Usage',
  'cli.command': '<command>',
  'cli.file': 'file',
  'cli.overview_end':
    'Exit codes: 0 done, 1 failed, 2 called or configured wrongly.\nSettings are environment variables, each also with the prefix INSTAGRAM_, and lines of .env in this folder or of --env-file; docs/configuration.md lists them.',
  'cli.unknown_command': 'Unknown command: {name}',
  'cli.env_file_unreadable': 'The settings in {file} can not be read ({code}).',
  'cli.unknown_option': 'Unknown option in: {rest}',
  'cli.unexpected': 'Unexpected: {rest}',
  'cli.see_help': 'Run instagram-dashboard --help for the commands.',
  'cli.configuration_wrong': 'The configuration is not usable:',
  'cli.fix_variable': 'Correct the variable and run this again; docs/configuration.md explains each.',
  'cli.database_failed': 'The database can not be opened: {reason}',
  'cli.failed': 'It failed: {reason}',
  'cli.up_to_date': 'Up to date: {name, select, none {no migrations} other {{name}}}',
  'cli.applied': 'Applied:\n  {names}',
  'cli.nothing_missing': 'Nothing is missing.',
  'cli.would_apply': 'Would apply:\n  {names}',
  'cli.schema_ahead': 'Nothing is missing. A newer version has applied more, and this one runs on it:\n  {names}',
  'cli.schema.empty': 'The database has no tables yet: run instagram-dashboard migrate, or start serve.',
  'cli.schema.older':
    'The database schema ({found}) is older than this version ({ours}): run instagram-dashboard migrate, or start with serve --migrate.',
  'cli.schema.newer': 'The database schema ({found}) is newer than this version: install the newer version.',
  'cli.unknown_role': 'Unknown role: {name}. There are web, worker and all.',
  'cli.listens':
    '{role, select, worker {Instagram Dashboard works; its health listens on {url}} other {Instagram Dashboard listens on {url}}}',
  'cli.port_in_use': 'Port {port} is in use: set PORT to another one, or 0 for any.',
  'cli.cannot_listen': 'The server can not listen on {address} ({code}).',
  'cli.refreshed': 'refreshed {refreshed}, skipped {skipped}, failed {failed}',
  'cli.synced': 'succeeded {succeeded}, partial {partial}, failed {failed}, skipped {skipped}',
  'cli.synced_one':
    '@{username}: {status}, {days, plural, one {# day written} other {# days written}}, {calls, plural, one {# call} other {# calls}}',
  'cli.no_such_account': 'There is no account with this id.',
  'cli.which_account':
    'Which account? Its id, its username, your id of the person, or the reference that the log has of them.',
  'cli.account.user': 'Person',
  'cli.account.state': 'State',
  'cli.account.token': 'Token ends',
  'cli.account.scopes': 'Permissions',
  'cli.account.missing': 'missing',
  'cli.account.numbers': 'Numbers came last',
  'cli.account.never': 'never',
  'cli.account.calls': 'Calls of the last hour',
  'cli.account.lease': 'In hand',
  'cli.account.nobody': 'of nobody',
  'cli.account.next': 'Next',
  'cli.account.night': 'night',
  'cli.account.refresh': 'token refresh',
  'cli.account.catch_up': 'catching up',
  'cli.account.press': 'press of the button',
  'cli.account.now': 'now',
  'cli.account.last_night': 'Last night',
  'cli.account.findings': 'Why',
  'cli.account.runs': 'Newest syncs',
  'cli.account.notifications': 'Newest notices',
  'cli.account.none': 'none',
  'cli.account.others': 'Also matches',
  'cli.which_days':
    'Which days? --account <id> --from <day> --to <day>, as 2026-11-01, from 729 days ago to today in Los Angeles.',
  'cli.tokens_seen': '{count, plural, one {# token seen} other {# tokens seen}}',
  'cli.sealed':
    '{isDryRun, select, true {to seal again} other {sealed again}} {rewrapped}, changed by another process {skipped}, of {total, plural, one {# token} other {# tokens}}',
  'cli.which_locale': 'Which language? --locale en or --locale pt-BR.',
  'cli.review_written':
    'Written into {folder}. Start with README.md; {open, plural, =0 {nothing is open that can be seen from here} one {# point is open} other {# points are open}}.',
  'cli.folder_taken': '{folder} holds a file of an earlier run, perhaps with changes of yours: --yes replaces it.',
  'cli.unopened': 'These do not open and were left as they are: {ids}',
  'cli.left':
    '{count, plural, =0 {None is left on an old key.} one {# token is left on an old key.} other {# tokens are left on an old key.}}',
  'cli.which_key': 'Which key? Its id has eight characters of 0-9 and a-f; the refusal to start names it.',
  'cli.would_lose':
    'Only the key {keyId} opens:\n  {accounts, plural, one {# token of an account} other {# tokens of accounts}} to be reconnected by its owner{otherTokens, plural, =0 {} one {\n  # other token} other {\n  # other tokens}}{users, plural, =0 {} one {\n  the names that the audit log has of # person} other {\n  the names that the audit log has of # people}}{auditLog, select, true {\n  the secret of the audit log: events so far could only be counted} other {}}\nNothing was changed. If this key is lost for good: keys declare-lost {keyId} --yes',
  'cli.nothing_sealed':
    'Nothing is sealed by the key {keyId}. {keysInUse, select, none {No token is stored.} other {Keys of stored tokens: {keysInUse}.}}',
  'cli.lost': '{count, plural, one {# account} other {# accounts}} must be reconnected; the numbers are kept.',
  'cli.key_not_lost': 'The key {keyId} is in INSTAGRAM_TOKEN_ENCRYPTION_KEY: nothing is lost.',
  'cli.not_an_anchor': 'That is no anchor. One looks like 1234:… and stands in the answer of an earlier check.',
  'cli.chain_whole':
    '{events, plural, =0 {There are no events yet.} =1 {The only event is as it was written.} other {All # events are as they were written.}}',
  'cli.chain_fault':
    'Event {sequence} {kind, select, changed {is not as it was written} missing {is missing} other {stands after the end of the log}}{events, plural, =0 {.} =1 {; the event before it is as it was written.} other {; the # events before it are as they were written.}}',
  'cli.chain_checked_one': 'Event {from} is as it was written.',
  'cli.chain_checked': 'Events {from} to {to} are as they were written.',
  'cli.counted_only':
    'Events before {from} could only be counted: their key was lost. None of them is missing; whether they are as they were written can not be said.',
  'cli.anchor': 'Anchor: {text}',
  'cli.which_file': 'Which file? It must not exist yet.',
  'cli.backed_up': 'Written and checked: {path}',
  'cli.which_list': 'Which file? The name of one, or - for standard output or input.',
  'cli.not_a_list': 'That is no list of erasures: not one line of it could be read.',
  'cli.list_written': '{erasures, plural, one {# erasure} other {# erasures}} written to {path}',
  'cli.list_read':
    '{read, plural, one {# erasure} other {# erasures}} read, {erasedAgain, plural, other {#}} of them done again{unreadable, plural, =0 {.} one {; # line could not be read.} other {; # lines could not be read.}}',
  'cli.traces_erased':
    '{tables, plural, =0 {Nothing that was erased is left in the database file and its log.} one {Nothing that was erased is left in the files of # table.} other {Nothing that was erased is left in the files of # tables.}}',
  'cli.traces_held':
    'A transaction has been open for over a minute and may look at what was erased: end it and run this again.',
  'cli.traces_elsewhere':
    'The write-ahead log keeps it until its files are used again; its archive and backups until you delete them.',
  'cli.traces_refused': 'For a superuser, since this user may not: {statements}',
  'cli.bad_port': 'INSTAGRAM_SANDBOX_PORT must be a whole number from 0 to 65535',
  'cli.doctor_end': '{ok} ok, {warn} warn, {fail} fail',
  'cli.move_schema.which':
    'Of what? migrate --move-schema needs a PostgreSQL database; it moves an installation out of the schema public into the one of INSTAGRAM_DATABASE_SCHEMA (instagram_dashboard), and takes no other option.',
  'cli.move_schema.moved':
    '{tables} tables moved from the schema {from} to {to}. The job queue begins anew beside them; its schema {queue} is no longer used by this installation.',
  'cli.move_schema.refused.nothing_to_move': 'There is no installation in the schema public.',
  'cli.move_schema.refused.target_has_one': 'There is an installation in the schema already.',
  'cli.move_schema.refused.in_use':
    'A process is connected to the database: stop all of them (serve, workers, your app) and run this again.',
  'cli.move.from_where':
    'From where to where? migrate --from file:<path> --to postgres://…; without --to the target is DATABASE_URL.',
  'cli.move.table': 'table',
  'cli.move.rows': 'rows',
  'cli.move.checksum': 'checksum',
  'cli.move.moved': '{written} rows written. Every table holds the same rows on both sides.',
  'cli.move.key_missing':
    'The rows are there, but INSTAGRAM_TOKEN_ENCRYPTION_KEY lacks the key of this installation, so its audit log can not be checked: add the key and run the command again.',
  'cli.move.refused.source_missing': 'There is no installation at --from.',
  'cli.move.refused.source_outdated':
    'The database at --from has another schema than this version: run migrate on it with this version first.',
  'cli.move.refused.source_empty': 'The database at --from was never used: start with the target at once.',
  'cli.move.refused.source_in_use':
    'A server is at work on the database at --from: stop it and run this again. If it crashed, its work counts as ended after a few minutes.',
  'cli.move.refused.source_changed':
    'Somebody wrote to the database at --from meanwhile: stop the server, empty the target and run this again.',
  'cli.move.refused.target_in_use': 'Another process is opening or filling the target: wait for it and run this again.',
  'cli.move.refused.target_not_empty': 'The target is not empty ({table}): take an empty database.',
  'cli.move.refused.target_of_another': 'The target was begun with another installation: take an empty database.',
  'cli.move.refused.unstorable_text':
    'A row of {table} holds a text that PostgreSQL does not store (the letter NUL or half a letter): correct it and run this again.',
  'cli.move.refused.differs':
    'The rows of {table} are not the same on both sides: one of them was changed since the copy began. Take an empty database.',
}
