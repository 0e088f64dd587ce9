import { appRouter } from '@instagram-dashboard/server/router'
import { expect, test } from 'vitest'
import { createInstagramClient } from '../src/index.ts'

test('every procedure of the server has its function, and every function its procedure', () => {
  const { admin, ...instagram } = createInstagramClient({ url: '/trpc' })
  const names = (rooms: object, prefix: string) =>
    Object.entries(rooms).flatMap(([room, functions]: [string, object]) =>
      Object.keys(functions).map((name) => `${prefix}${room}.${name}`),
    )
  // Both use the procedures beside them.
  const withoutProcedure = ['instagram.connect.redirect', 'instagram.connect.handleReturn']

  const covered = [...names(instagram, 'instagram.'), ...names({ admin }, '')]
    .filter((name) => !withoutProcedure.includes(name))
    .toSorted()

  expect(covered).toEqual(Object.keys(appRouter._def.procedures).toSorted())
})
