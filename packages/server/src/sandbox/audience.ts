import { addDays, dayOf, formatGraphTime, startOfDay, type Day } from './days.ts'
import type { SandboxPerson } from './people.ts'
import { chance, splitByKeys } from './random.ts'
import type { SandboxState } from './state.ts'

const ages = { '13-17': 3, '18-24': 24, '25-34': 37, '35-44': 21, '45-54': 9, '55-64': 4, '65+': 2 }
const genders = { F: 58, M: 38, U: 4 }
const countries = {
  BR: 880,
  PT: 34,
  US: 26,
  AR: 12,
  ES: 9,
  AO: 8,
  FR: 5,
  IT: 5,
  GB: 4,
  DE: 4,
  CL: 3,
  UY: 3,
  PY: 2,
  MZ: 2,
  JP: 2,
  CA: 1,
}
const cities = {
  'São Paulo, São Paulo': 190,
  'Belo Horizonte, Minas Gerais': 160,
  'Rio de Janeiro, Rio de Janeiro': 110,
  'Curitiba, Paraná': 52,
  'Salvador, Bahia': 45,
  'Fortaleza, Ceará': 41,
  'Brasília, Distrito Federal': 40,
  'Porto Alegre, Rio Grande do Sul': 37,
  'Recife, Pernambuco': 34,
  'Goiânia, Goiás': 28,
  'Campinas, São Paulo': 24,
  'Contagem, Minas Gerais': 20,
  'Lisboa, Lisboa': 16,
  'Manaus, Amazonas': 15,
  'Belém, Pará': 14,
  'Vitória, Espírito Santo': 10,
}
const dimensions: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  age: ages,
  gender: genders,
  country: countries,
  city: cities,
}

/** Meta names at most the 45 biggest groups, so the sum stays below the number of people. */
const groupsNamed = 45
const shareNamed = 0.94

interface AudienceInput {
  metric: string
  breakdowns: readonly string[]
  timeframe: string | undefined
}

/** Demographics; undefined under 100 followers or, for the other audiences, 100 people in the timeframe. */
export function audience(
  state: SandboxState,
  person: SandboxPerson,
  input: AudienceInput,
): Record<string, unknown> | undefined {
  const { metric, breakdowns, timeframe } = input
  const people = audienceSize(state, person, metric, timeframe)
  if (people < 100) return undefined
  if (breakdowns.length === 0) return {}
  const [keys, values] = timeframe === undefined ? [[], []] : [['timeframe'], [timeframe.toUpperCase()]]
  const weightsOf = (key: string) => personal(person, metric, dimensions[key] ?? {})
  const results = splitByKeys(Math.floor(people * shareNamed), breakdowns, weightsOf)
    .filter(({ value }) => value > 0)
    .sort((left, right) => right.value - left.value)
    .slice(0, groupsNamed)
    .map(({ dimension_values, value }) => ({ dimension_values: [...values, ...dimension_values], value }))
  return { total_value: { breakdowns: [{ dimension_keys: [...keys, ...breakdowns], results }] } }
}

/** Followers online by hour of the day; Meta leaves the newest days empty. */
export function onlineFollowers(
  state: SandboxState,
  person: SandboxPerson,
  days: readonly Day[],
): Record<string, unknown> | undefined {
  const today = dayOf(state.now())
  const oldest = addDays(today, -30)
  const newest = addDays(today, -2)
  const kept = days.filter((day) => day >= oldest)
  if (kept.length === 0) return undefined
  return {
    values: kept.map((day) => ({
      value: day > newest ? {} : hours(state, person, day),
      end_time: formatGraphTime(startOfDay(day)),
    })),
  }
}

/** Busiest at eight in the evening of Brazil, which is the afternoon of the Pacific hours that the keys are. */
function hours(state: SandboxState, person: SandboxPerson, day: Day): Record<string, number> {
  const { followers } = state.numbers(person, day)
  return Object.fromEntries(
    Array.from({ length: 24 }, (_, hour) => {
      const rhythm = 0.18 + 0.22 * (1 + Math.cos(((hour - 16) / 24) * 2 * Math.PI))
      const noise = 0.9 + 0.2 * chance(state.settings.seed, person.username, 'online', day, hour)
      return [String(hour), Math.floor(followers * rhythm * noise)]
    }),
  )
}

function audienceSize(
  state: SandboxState,
  person: SandboxPerson,
  metric: string,
  timeframe: string | undefined,
): number {
  const today = dayOf(state.now())
  if (metric === 'follower_demographics') return state.numbers(person, today).followers
  const days = Array.from({ length: timeframe === 'this_week' ? 7 : 30 }, (_, back) =>
    state.numbers(person, addDays(today, -back)),
  )
  const sum = days.reduce(
    (total, day) => total + ((metric === 'engaged_audience_demographics' ? day.accounts_engaged : day.reach) ?? 0),
    0,
  )
  return Math.floor(sum * 0.6)
}

/** Each person's audience has weights of its own. */
function personal(
  person: SandboxPerson,
  metric: string,
  weights: Readonly<Record<string, number>>,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(weights).map(([name, weight]) => [
      name,
      weight * (0.7 + 0.6 * chance(person.username, metric, name)),
    ]),
  )
}
