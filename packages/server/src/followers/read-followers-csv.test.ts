import { describe, expect, it } from 'vitest'
import { AppError } from '../errors.ts'
import { mostLines, readFollowersCsv } from './read-followers-csv.ts'

const today = '2026-11-30'
const read = (content: string) => Object.fromEntries(readFollowersCsv(content, today))
const expected = { '2026-01-02': 1_200, '2026-01-13': 1_234 }

function faultsOf(content: string): unknown {
  try {
    return read(content)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    expect(error).toMatchObject({ code: 'VALIDATION', field: 'content' })
    return error.lines.length > 0 ? error.lines.map(({ line, problem }) => `${line} ${problem}`) : error.problem
  }
}

describe('readFollowersCsv', () => {
  it.each<[string, string]>([
    ['commas', '2026-01-02,1200\n2026-01-13,1234'],
    [
      'semicolons, Windows line ends and a byte order mark',
      '\uFEFFdata;seguidores\r\n02/01/2026;1.200\r\n13/01/2026;1.234\r\n',
    ],
    ['tabs', 'Date\tFollowers\n2026-01-02\t1,200\n2026-01-13\t1,234'],
    ['quotes', '"date","followers"\n"2026-01-02","1,200"\n"2026-01-13","1.234"'],
    [
      'headings in another order with columns that nobody needs',
      'posts,Followers,Date\n3,1200,2026-01-02\n,1234,2026-01-13',
    ],
    ['headings that nobody knows', 'fecha,total\n2026-01-02,1200\n2026-01-13,1234'],
    ['the old last, blank lines, and one twice', '2026-01-13,1234\n\n2026-01-02,1200\n2026-01-13,1234\n'],
    ['days of one digit', '2/1/2026,1200\n13/1/2026,1234'],
  ])('reads %s', (_name, content) => {
    expect(read(content)).toEqual(expected)
    expect(Object.keys(read(content))).toEqual(Object.keys(expected))
  })

  it('takes zero followers and a day whose number says which part is the month', () => {
    expect(read('05/05/2026;0')).toEqual({ '2026-05-05': 0 })
  })

  it('tells all faults together, by line', () => {
    const content = [
      'date,followers',
      '2026-02-30,5',
      '2026-11-30,5',
      '2027-01-01,5',
      '2026-01-01,-5',
      '2026-01-02,5.5',
      '2026-01-03,12.34',
      '2026-01-04,many',
      'yesterday,5',
      '2026-01-05',
      '2026-01-06,5',
      '2026-01-06,6',
      '2009-01-01,5',
      '2026-01-07,1,234',
    ].join('\n')
    expect(faultsOf(content)).toEqual([
      '2 csv_day',
      '3 csv_not_over',
      '4 csv_not_over',
      '5 csv_number',
      '6 csv_number',
      '7 csv_number',
      '8 csv_number',
      '9 csv_day',
      '10 csv_columns',
      '12 csv_twice',
      '13 csv_day',
      '14 csv_columns',
    ])
  })

  it('refuses days of which nobody can tell the month', () => {
    expect(faultsOf('data;seguidores\n05/05/2026;5\n03/04/2026;5\n04/04/2026;6')).toEqual(['3 csv_day_order'])
    expect(faultsOf('03/04/2026,5\n03/14/2026,5')).toEqual(['2 csv_day'])
  })

  it.each<[string, string, unknown]>([
    ['nothing', '\n', 'csv_empty'],
    ['headings alone', 'date,followers', 'csv_empty'],
    ['a quote that never ends', 'date,followers\n"2026-01-01,5', ['2 csv_unreadable']],
    ['too many lines', '2026-01-01,5\n'.repeat(mostLines + 2), 'csv_too_many_lines'],
  ])('refuses %s', (_name, content, problem) => {
    expect(faultsOf(content)).toEqual(problem)
  })
})
