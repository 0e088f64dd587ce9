import { media, type accounts } from '@instagram-dashboard/db'
import type { Deps } from '../deps.ts'
import { dayOf } from '../instagram/index.ts'
import { dayColumns, growthColumns, postColumns, storyColumns, type ExportColumn } from './export-columns.ts'
import type { ExportDataset, MetricsExportInput } from './export-contract.ts'
import { mediaFilter, presentAll } from './list-media.ts'
import { beginning, readRange } from './range.ts'
import { readDays } from './read-days.ts'
import { readGrowth } from './read-growth.ts'

/** What a file is made of, read some rows at a time: none before those before it were written. */
export interface ExportRows<Row = object> {
  /** How the file is called after the account, without its ending. */
  name: string
  columns: readonly ExportColumn<Row>[]
  /** What stands in a JSON file before the rows, and under which name the rows do. */
  head: Record<string, unknown>
  key: string
  pages: () => AsyncGenerator<Row[], void, undefined>
}

/** Of days at once: a year. */
const daysAtOnce = 366
const mediaAtOnce = 500

type Open = (
  deps: Pick<Deps, 'db' | 'clock'>,
  account: Pick<accounts.AccountRow, 'id' | 'username' | 'createdAt'>,
  input: MetricsExportInput,
) => Promise<ExportRows>

// The guarantee: a dataset's columns read the rows of its own pages.
const anyRows = <Row extends object>(rows: ExportRows<Row>) => rows as unknown as ExportRows

const openDays: Open = async (deps, { id }, input) => {
  const { first, last, days } = await readRange(deps, id, input)
  async function* pages() {
    for (let from = 0; from < days.length; from += daysAtOnce) {
      const some = days.slice(from, from + daysAtOnce)
      yield await readDays(deps, id, { first: some[0] ?? first, last: some.at(-1) ?? last })
    }
  }
  return anyRows({ name: `${first}-${last}`, columns: dayColumns, head: {}, key: 'days', pages })
}

const openGrowth: Open = async (deps, account, input) => {
  const { points, ...head } = await readGrowth(deps, account, input)
  async function* pages() {
    for (let from = 0; from < points.length; from += daysAtOnce) yield points.slice(from, from + daysAtOnce)
  }
  const name = `growth-${points[0]?.date ?? ''}-${points.at(-1)?.date ?? ''}`
  return anyRows({ name, columns: growthColumns, head, key: 'points', pages })
}

const openMedia =
  (dataset: 'posts' | 'stories'): Open =>
  async ({ db, clock }, account, input) => {
    const filter = mediaFilter({ ...input, ...(dataset === 'stories' ? { type: 'story' } : {}) })
    async function* pages() {
      for (let after: media.MediaPosition | null = null; ;) {
        const rows: media.MediaRow[] = await media.listPage(db, account.id, {
          ...filter,
          sort: 'recent',
          after,
          limit: mediaAtOnce,
        })
        // An address that is good for hours has no place in a file.
        const items = await presentAll(db, account, rows)
        yield items.map((item) => ({ ...item, previewUrl: null }))
        const last = rows.at(-1)
        if (last === undefined || rows.length < mediaAtOnce) return
        after = media.positionOf(last, 'recent')
      }
    }
    const days = [input.startDate, input.endDate].filter((day) => day !== undefined && day !== beginning)
    const name = [dataset, ...(days.length === 0 ? [dayOf(clock.now())] : days)].join('-')
    return anyRows({ name, columns: dataset === 'posts' ? postColumns : storyColumns, head: {}, key: dataset, pages })
  }

const opened = {
  days: openDays,
  posts: openMedia('posts'),
  stories: openMedia('stories'),
  growth: openGrowth,
} as const satisfies Record<ExportDataset, Open>

/** @throws AppError VALIDATION for a range that can not be */
export const openRows = (dataset: ExportDataset): Open => opened[dataset]
