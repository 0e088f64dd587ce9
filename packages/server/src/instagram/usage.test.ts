import { expect, test } from 'vitest'
import { readUsage } from './usage.ts'

const usageOf = (app: string | null, account: string | null) =>
  readUsage(
    new Headers({
      ...(app === null ? {} : { 'x-app-usage': app }),
      ...(account === null ? {} : { 'x-business-use-case-usage': account }),
    }),
  )

test('the highest of the three percentages counts', () => {
  expect(usageOf('{"call_count":28,"total_time":25,"total_cputime":91}', null)).toEqual({ app: 91, account: null })
})

test('the account header may hold several entries', () => {
  const header = '{"17841":[{"type":"instagram","call_count":3,"total_cputime":1,"total_time":72}],"2":[]}'
  expect(usageOf('{"call_count":1}', header)).toEqual({ app: 1, account: 72 })
})

test.each([null, '', 'x', '[]', '{}', '{"call_count":"9"}', '{"call_count":-1}', '{"1":7}', '{"1":[null,7]}'])(
  'a header that says nothing is no information: %s',
  (header) => {
    expect(usageOf(header, header)).toEqual({ app: null, account: null })
  },
)
