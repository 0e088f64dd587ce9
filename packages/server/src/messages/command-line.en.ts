import type { CommandLineWords } from './command-line.ts'
import { countedEn as counted } from './counted.ts'

const faults = {
  changed: 'is not as it was written',
  missing: 'is missing',
  unexpected: 'stands after the end of the log',
}

export const commandLineEn: CommandLineWords = {
  commands: {
    serve: {
      summary: 'The standalone HTTP server, until SIGTERM or SIGINT',
      details:
        'Usage: serve [--role web|worker|all] [--migrate]. Listens on HOST and PORT. --migrate brings the database to the newest schema first; without it an empty database is filled and another schema refused. web answers people and starts no background work; worker does the background work and answers /healthz, /readyz and /metrics alone; all, the default, does both. Start at least one that works. Stops accepting, finishes running work and closes the database when told to stop.',
    },
    migrate: {
      summary: 'Brings the database to the newest schema and says what it did',
      details:
        'Needs DATABASE_URL only. --dry-run says what it would apply. With --from file:<path> [--to postgres://…] it moves a SQLite installation into an empty PostgreSQL database (without --to: DATABASE_URL) and proves that all is there; it needs the keys for that. Stop the server first. May be interrupted and run again. Exit code 1 when the two sides differ.',
    },
    'refresh-tokens': {
      summary: 'Refreshes every token that is due, as the nightly job does',
      details: 'With --dry-run only counts them. Exit code 1 when a connection was lost for good.',
    },
    sync: {
      summary: 'Syncs one account, or all that are due',
      details:
        'Without --account every active account that was not synced for 20 hours, or that waits to go on. With --account, --from <day> and --to <day> (YYYY-MM-DD in Los Angeles, at most 729 days ago) those days are read again, the newest first; what one hour of calls can not read, the server reads later. Exit code 1 when one failed.',
    },
    account: {
      takes: '<id | username | user>',
      summary: 'What is known of an account, and why its numbers do not come',
      details:
        'State, token, the newest syncs with what Instagram said, calls of the hour and what holds them, who has it in hand, notices and next attempts. By its id, its username, your id of the person, or the reference that the log has of them. Asks Instagram nothing. Exit code 1 when nobody matches.',
    },
    doctor: {
      summary: 'Checks settings, database, keys, clock, app and reachability, and says what to do',
      details: 'Each line is ok, warn or fail. Exit code 1 with a fail, 2 when the settings themselves are wrong.',
    },
    backup: {
      takes: '<file>',
      summary: 'Writes a consistent copy of the SQLite database into a new file, also while the server runs',
      details:
        'Needs DATABASE_URL only. The copy is checked and holds no key. To restore it, stop the server, put the file in the place of the database (and remove its -wal and -shm), start: what was erased since is erased again before the server answers.',
    },
    'erasures export': {
      takes: '<file|->',
      summary: 'Writes the list of what was erased, to be kept outside of the database; - is standard output',
      details:
        'One JSON object a line, with codes that name nobody. A file is replaced as a whole, by a new one that is on disk. Keep it where a restore of the database does not reach it.',
    },
    'erasures import': {
      takes: '<file|->',
      summary: 'Erases again, after a restore, what such a list says was erased; - is standard input',
      details:
        'Run it before the server starts. Takes a list of erasures export, a file of ERASURE_LEDGER_FILE, or erasure.done lines of the log. What the database knows of is left alone, so that it may be run again. Lines that were cut short are counted and left out.',
    },
    'erase-traces': {
      summary: 'Leaves nothing in the files of the database that was erased',
      details:
        'Needs DATABASE_URL only. On PostgreSQL, where erased rows stay in the files, every table that erasures touch is written anew (VACUUM FULL) and locked meanwhile: run it when few are there. SQLite does so by itself. Backups and the archive of the write-ahead log are yours to delete. Exit code 1 when the user of the database may not do all of it.',
    },
    'keys generate': { summary: 'A new Fernet key for INSTAGRAM_TOKEN_ENCRYPTION_KEY' },
    'keys rotate': {
      summary: 'Seals every stored token with the first key and proves that none is left on an old one',
      details:
        'Safe while the server runs, and to run again after an interruption. With --dry-run only counts. Exit code 1 when a token is left.',
    },
    'keys declare-lost': {
      takes: '<key id>',
      summary: 'Lets the accounts of a lost key be reconnected; their numbers stay',
      details:
        'The id stands in the refusal to start. Without --yes it changes nothing: it says how many accounts would have to be reconnected and what else would be lost, and ends with exit code 2. An outdated INSTAGRAM_TOKEN_ENCRYPTION_KEY looks exactly like a lost key: look for the newest first.',
    },
    'audit verify': {
      takes: '[<anchor>]',
      summary: 'Checks that no event of the audit log was changed, removed or cut off',
      details:
        'The anchor of an earlier check, or of an audit.anchor line of the log, shows that nothing was cut off or rewritten since. Exit code 1 when an event is not as it was written, which is named, or when events could only be counted.',
    },
    sandbox: {
      summary: 'The Instagram sandbox alone: an Instagram for development, offline',
      details:
        'Listens on HOST and PORT (default 3002) and prints the environment variables that point a server at it.',
    },
  },
  usage: 'Usage',
  command: '<command>',
  file: 'file',
  overviewEnd: [
    'Exit codes: 0 done, 1 failed, 2 called or configured wrongly.',
    'Settings are environment variables, and lines of .env in this folder or of --env-file; docs/configuration.md lists them.',
  ],
  unknownCommand: (name) => `Unknown command: ${name}`,
  envFileUnreadable: (file, code) => `The settings in ${file} can not be read (${code}).`,
  unknownOption: (rest) => `Unknown option in: ${rest}`,
  unexpected: (rest) => `Unexpected: ${rest}`,
  seeHelp: 'Run instagram-dashboard --help for the commands.',
  configurationWrong: 'The configuration is not usable:',
  problem: (problem) => problem,
  fixVariable: 'Correct the variable and run this again; docs/configuration.md explains each.',
  databaseFailed: (reason) => `The database can not be opened: ${reason}`,
  failed: (reason) => `It failed: ${reason}`,
  upToDate: (name) => `Up to date: ${name ?? 'no migrations'}`,
  applied: (names) => `Applied:\n  ${names.join('\n  ')}`,
  nothingMissing: 'Nothing is missing.',
  wouldApply: (names) => `Would apply:\n  ${names.join('\n  ')}`,
  schemaAhead: (names) =>
    `Nothing is missing. A newer version has applied more, and this one runs on it:\n  ${names.join('\n  ')}`,
  schemaWrong: {
    empty: () => 'The database has no tables yet: run instagram-dashboard migrate, or start serve.',
    older: ({ found, ours }) =>
      `The database schema (${found}) is older than this version (${ours}): run instagram-dashboard migrate, or start with serve --migrate.`,
    newer: ({ found }) => `The database schema (${found}) is newer than this version: install the newer version.`,
  },
  unknownRole: (name) => `Unknown role: ${name}. There are web, worker and all.`,
  listens: (url, role) =>
    role === 'worker'
      ? `Instagram Dashboard works; its health listens on ${url}`
      : `Instagram Dashboard listens on ${url}`,
  portInUse: (port) => `Port ${port} is in use: set PORT to another one, or 0 for any.`,
  cannotListen: (address, code) => `The server can not listen on ${address} (${code}).`,
  refreshed: ({ refreshed, skipped, failed }) => `refreshed ${refreshed}, skipped ${skipped}, failed ${failed}`,
  synced: ({ succeeded, partial, failed, skipped }) =>
    `succeeded ${succeeded}, partial ${partial}, failed ${failed}, skipped ${skipped}`,
  syncedOne: ({ username, status, days, calls }) =>
    [`@${username}: ${status}`, counted(days, ['day written', 'days written']), counted(calls, ['call', 'calls'])].join(
      ', ',
    ),
  noSuchAccount: 'There is no account with this id.',
  whichAccount:
    'Which account? Its id, its username, your id of the person, or the reference that the log has of them.',
  account: {
    person: 'Person',
    state: 'State',
    token: 'Token ends',
    scopes: 'Permissions',
    missing: 'missing',
    numbers: 'Numbers came last',
    never: 'never',
    calls: 'Calls of the last hour',
    lease: 'In hand',
    nobody: 'of nobody',
    next: 'Next',
    night: 'night',
    refresh: 'token refresh',
    catchUp: 'catching up',
    press: 'press of the button',
    now: 'now',
    lastNight: 'Last night',
    findings: 'Why',
    runs: 'Newest syncs',
    notices: 'Newest notices',
    none: 'none',
    others: 'Also matches',
  },
  whichDays:
    'Which days? --account <id> --from <day> --to <day>, as 2026-11-01, from 729 days ago to today in Los Angeles.',
  tokensSeen: (count) => counted(count, ['token seen', 'tokens seen']),
  sealed: ({ isDryRun, rewrapped, skipped, total }) =>
    `${isDryRun ? 'to seal again' : 'sealed again'} ${rewrapped}, changed by another process ${skipped}, of ${counted(total, ['token', 'tokens'])}`,
  unopened: (ids) => `These do not open and were left as they are: ${ids}`,
  noneLeft: 'None is left on an old key.',
  left: (count) => counted(count, ['token is left on an old key.', 'tokens are left on an old key.']),
  whichKey: 'Which key? Its id has eight characters of 0-9 and a-f; the refusal to start names it.',
  wouldLose: ({ keyId, accounts, otherTokens, people, auditLog }) =>
    [
      `Only the key ${keyId} opens:`,
      `  ${counted(accounts, ['token of an account', 'tokens of accounts'])} to be reconnected by its owner`,
      ...(otherTokens > 0 ? [`  ${counted(otherTokens, ['other token', 'other tokens'])}`] : []),
      ...(people > 0 ? [`  the names that the audit log has of ${counted(people, ['person', 'people'])}`] : []),
      ...(auditLog ? ['  the secret of the audit log: events so far could only be counted'] : []),
      `Nothing was changed. If this key is lost for good: keys declare-lost ${keyId} --yes`,
    ].join('\n'),
  nothingSealed: (keyId, keysInUse) =>
    `Nothing is sealed by the key ${keyId}. ${keysInUse === '' ? 'No token is stored.' : `Keys of stored tokens: ${keysInUse}.`}`,
  lost: (count) => `${counted(count, ['account', 'accounts'])} must be reconnected; the numbers are kept.`,
  keyNotLost: (keyId) => `The key ${keyId} is in INSTAGRAM_TOKEN_ENCRYPTION_KEY: nothing is lost.`,
  notAnAnchor: 'That is no anchor. One looks like 1234:… and stands in the answer of an earlier check.',
  chainWhole: (events) =>
    events === 0
      ? 'There are no events yet.'
      : events === 1
        ? 'The only event is as it was written.'
        : `All ${counted(events, ['event', 'events'])} are as they were written.`,
  chainFault: ({ sequence, kind, events }) =>
    `Event ${sequence} ${faults[kind]}` +
    (events === 0
      ? '.'
      : events === 1
        ? '; the event before it is as it was written.'
        : `; the ${counted(events, ['event', 'events'])} before it are as they were written.`),
  chainChecked: ({ from, to }) =>
    from === to ? `Event ${from} is as it was written.` : `Events ${from} to ${to} are as they were written.`,
  countedOnly: (from) =>
    `Events before ${from} could only be counted: their key was lost. None of them is missing; whether they are as they were written can not be said.`,
  anchor: (text) => `Anchor: ${text}`,
  whichFile: 'Which file? It must not exist yet.',
  backedUp: (path) => `Written and checked: ${path}`,
  whichList: 'Which file? The name of one, or - for standard output or input.',
  notAList: 'That is no list of erasures: not one line of it could be read.',
  listWritten: ({ erasures, path }) => `${counted(erasures, ['erasure', 'erasures'])} written to ${path}`,
  listRead: ({ read, unreadable, erasedAgain }) =>
    `${counted(read, ['erasure', 'erasures'])} read, ${erasedAgain} of them done again` +
    (unreadable === 0 ? '.' : `; ${counted(unreadable, ['line', 'lines'])} could not be read.`),
  tracesErased: (tables) =>
    tables === 0
      ? 'Nothing that was erased is left in the database file and its log.'
      : `Nothing that was erased is left in the files of ${counted(tables, ['table', 'tables'])}.`,
  tracesHeld:
    'A transaction has been open for over a minute and may look at what was erased: end it and run this again.',
  tracesElsewhere:
    'The write-ahead log keeps it until its files are used again; its archive and backups until you delete them.',
  tracesRefused: (statements) => `For a superuser, since this user may not: ${statements}`,
  badPort: 'PORT must be a whole number from 0 to 65535',
  doctorEnd: ({ ok, warn, fail }) => `${ok} ok, ${warn} warn, ${fail} fail`,
}
