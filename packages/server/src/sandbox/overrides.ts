import type { AppState } from './app-state.ts'
import type { ContentTypeNames } from './content-shares.ts'
import { Corrections, type GivenSplit } from './corrections.ts'
import type { Lateness } from './lateness.ts'
import type { SandboxPerson } from './people.ts'

/** Percentages of the `x-app-usage` header, and whether `x-business-use-case-usage` is sent too. */
export interface Usage {
  callCount?: number
  totalTime?: number
  totalCpuTime?: number
  /** `app` is what graph.instagram.com was seen to send. */
  headers?: 'app' | 'both' | 'none' | 'malformed'
  /** Minutes, in the business header. */
  regainMinutes?: number
}

/** What a refresh answers: a new token, the same with new days, or something that is no token of this person. */
export type RefreshGives = 'new' | 'same' | 'other' | 'blank' | 'null'

/** What the consent page does instead of giving a code: both were seen. */
export type ConsentEnd = 'error' | 'empty'

/** Stories that are over answer 100/33, 10, or no data. */
export type EndedStories = 'gone' | 'too_few_viewers' | 'empty'

/** What a test put in the place of Instagram's usual answers, until a reset. */
export interface Overrides {
  app: AppState
  usage: Usage
  tokenShape: 'documented' | 'production'
  meShape: 'flat' | 'data'
  refreshGives: RefreshGives
  /** What exchange and refresh say of the life of a token; null = the truth. */
  expiresIn: number | null
  lateHours: number
  lateness: Lateness | null
  /** Numbers by "username metric day"; null = the day has no value. */
  metrics: Map<string, number | null>
  /** Numbers and splits from an instant on. */
  corrections: Corrections
  /** Splits by "username metric day breakdown". */
  splits: Map<string, GivenSplit>
  contentTypeNames: ContentTypeNames
  /** Whether a breakdown's answer says the whole number as well; both were seen. */
  saysTotalBesideSplit: boolean
  /** Rows of a series or breakdown by "username metric day". */
  rows: Map<string, unknown>
  /** Fields of `/me` by "username field"; undefined = the field is left out. */
  fields: Map<string, string | number | null | undefined>
  /** Whom `/me` answers for, by the username of the token. */
  answersMeAs: Map<string, SandboxPerson>
  consentEnds: Map<string, ConsentEnd>
  /** By media id. */
  likes: Map<string, number | 'hidden'>
  /** What stories answer after their 24 hours. */
  endedStories: EndedStories
  /** By media id: no data at all, or values that are null. */
  mediaInsights: Map<string, 'empty' | 'nulls'>
}

export function noOverrides(): Overrides {
  return {
    app: 'ok',
    usage: {},
    tokenShape: 'production',
    meShape: 'flat',
    refreshGives: 'new',
    expiresIn: null,
    lateHours: 0,
    lateness: null,
    metrics: new Map(),
    corrections: new Corrections(),
    splits: new Map(),
    contentTypeNames: 'present',
    saysTotalBesideSplit: true,
    rows: new Map(),
    fields: new Map(),
    answersMeAs: new Map(),
    consentEnds: new Map(),
    likes: new Map(),
    endedStories: 'gone',
    mediaInsights: new Map(),
  }
}
