import type { StoredBytes } from './storage.ts'

/** What the tables of an account are about, in the order of the page. */
export const kinds = {
  'numbers of days': ['daily_metrics'],
  followers: ['follower_days', 'follower_counts'],
  'reach of periods': ['period_reach'],
  'posts and stories': ['media'],
  syncs: ['sync_runs'],
  events: ['events'],
  notifications: ['notifications'],
  'messages to the host': ['deliveries'],
} as const

export type Kind = keyof typeof kinds | 'all else' | 'together'
/** Bytes of an account after one year and after two. */
export type BytesByKind = Record<Kind, readonly [number, number]>

/** Measured on 2026-11-30 with thirty accounts on SQLite and twenty on PostgreSQL 15, by `bench/scaling/measure-storage.ts`. */
export const bytesPerAccount: Record<'sqlite' | 'postgres', BytesByKind> = {
  sqlite: {
    'numbers of days': [60_484, 117_555],
    followers: [49_699, 97_485],
    'reach of periods': [54_886, 107_452],
    'posts and stories': [382_020, 759_535],
    syncs: [126_703, 140_220],
    events: [212_173, 423_526],
    notifications: [130_116, 144_452],
    'messages to the host': [7_236, 7_236],
    'all else': [187_051, 355_669],
    together: [1_207_637, 2_155_861],
  },
  postgres: {
    'numbers of days': [156_058, 296_960],
    followers: [163_840, 323_174],
    'reach of periods': [183_091, 376_422],
    'posts and stories': [405_504, 798_720],
    syncs: [201_933, 248_627],
    events: [335_872, 676_250],
    notifications: [219_136, 293_683],
    'messages to the host': [38_912, 40_141],
    'all else': [27_852, 26_625],
    together: [1_732_198, 3_080_602],
  },
}

/** The same of a measured database. */
export function byKind(measured: StoredBytes): BytesByKind {
  const of = (tables: readonly string[]): [number, number] => {
    const yearOf = (year: number) => tables.reduce((sum, table) => sum + (measured[table]?.[year] ?? 0), 0)
    return [yearOf(0), yearOf(1)]
  }
  const named = Object.entries(kinds).map(([kind, tables]) => [kind, of(tables)] as const)
  const together = of(['together'])
  const restOf = (year: 0 | 1) => together[year] - named.reduce((sum, [, ofKind]) => sum + ofKind[year], 0)
  const years: Record<string, readonly [number, number]> = {
    ...Object.fromEntries(named),
    'all else': [restOf(0), restOf(1)],
    together,
  }
  // The guarantee: every kind is among them.
  return years as BytesByKind
}
