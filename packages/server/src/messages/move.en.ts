import type { MoveWords } from './move.ts'

export const moveEn: MoveWords = {
  fromWhere:
    'From where to where? migrate --from file:<path> --to postgres://…; without --to the target is DATABASE_URL.',
  table: 'table',
  rows: 'rows',
  checksum: 'checksum',
  moved: ({ written }) => `${written} rows written. Every table holds the same rows on both sides.`,
  keyMissing:
    'The rows are there, but INSTAGRAM_TOKEN_ENCRYPTION_KEY lacks the key of this installation, so its audit log can not be checked: add the key and run the command again.',
  refused: {
    source_missing: () => 'There is no installation at --from.',
    source_outdated: () =>
      'The database at --from has another schema than this version: run migrate on it with this version first.',
    source_empty: () => 'The database at --from was never used: start with the target at once.',
    source_in_use: () =>
      'A server is at work on the database at --from: stop it and run this again. If it crashed, its work counts as ended after a few minutes.',
    source_changed: () =>
      'Somebody wrote to the database at --from meanwhile: stop the server, empty the target and run this again.',
    target_in_use: () => 'Another process is opening or filling the target: wait for it and run this again.',
    target_not_empty: (table) => `The target is not empty (${table}): take an empty database.`,
    target_of_another: () => 'The target was begun with another installation: take an empty database.',
    unstorable_text: (table) =>
      `A row of ${table} holds a text that PostgreSQL does not store (the letter NUL or half a letter): correct it and run this again.`,
    differs: (table) =>
      `The rows of ${table} are not the same on both sides: one of them was changed since the copy began. Take an empty database.`,
  },
}
