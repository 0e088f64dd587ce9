import { appRouter } from '@instagram-dashboard/server/router'
import { expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'

test('every procedure of the server has its function, and every function its procedure', () => {
  const { admin, locale: _locale, now: _now, ...instagram } = createInstagramClient({ url: '/trpc' })
  const names = (place: object, prefix: string): string[] =>
    Object.entries(place).flatMap(([name, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null ? names(value, `${prefix}${name}.`) : [`${prefix}${name}`],
    )
  // They use the procedures beside them.
  const withoutProcedure = ['popup', 'redirect', 'handleReturn'].map((name) => `instagram.connect.${name}`)

  const covered = [...names(instagram, 'instagram.'), ...names({ admin }, '')]
    .filter((name) => !withoutProcedure.includes(name))
    .toSorted()

  expect(covered).toEqual(Object.keys(appRouter._def.procedures).toSorted())
})
