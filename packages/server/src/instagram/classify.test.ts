import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordedAnswer } from '../../test/recorded-answer.ts'
import { classifyAnswer, failureTable, readError } from './classify.ts'
import type { GraphFailureKind, LoginFault } from './failure.ts'
import { retryAfterFrom } from './usage.ts'

const folder = new URL('../../../../fixtures/instagram/', import.meta.url)
function classify(
  body: unknown,
  options: { status?: number; headers?: Record<string, string>; metrics?: string[] } = {},
) {
  const { status = 400, headers = {}, metrics } = options
  return classifyAnswer({ endpoint: 'GET me/insights', status, headers: new Headers(headers), body, asked: metrics })
}

const expected: Record<string, GraphFailureKind> = {
  error_1_reduce_data: 'transient',
  error_1_unknown_breakdown: 'transient',
  error_4_app_rate_limit: 'app_rate_limited',
  error_10_not_enough_viewers: 'not_available',
  error_10_permission: 'permission_missing',
  error_32_page_rate_limit: 'rate_limited',
  error_100_2108006_before_conversion: 'not_available',
  error_100_33_object_missing: 'not_available',
  error_100_cursor_limit: 'rejected',
  error_100_follower_count_30_days: 'rejected',
  error_100_impressions_v22: 'unsupported_metric',
  error_100_incompatible_breakdown: 'unsupported_metric',
  error_100_metric_enum_account: 'unsupported_metric',
  error_100_metric_enum_media: 'unsupported_metric',
  error_100_metric_not_for_product_type: 'unsupported_metric',
  error_100_metric_type_required: 'unsupported_metric',
  error_100_range_over_30_days: 'rejected',
  error_100_since_older_than_2_years: 'rejected',
  error_100_unknown_field: 'rejected',
  error_190_460_password_changed: 'token_refused',
  error_190_463_expired: 'token_refused',
  error_190_cannot_decrypt: 'token_refused',
  error_190_cannot_parse: 'token_refused',
  error_doc_sample_190_460: 'token_refused',
  error_2500_no_token: 'rejected',
  error_36000_2207004_publish: 'rejected',
  error_80001_buc: 'rate_limited',
  error_80002_instagram_buc: 'rate_limited',
  oauth_exchange_error_unsupported_get: 'rejected',
  oauth_refresh_error_unsupported_get_33: 'not_available',
  oauth_token_short_error_code_used: 'rejected',
  oauth_token_short_error_invalid_platform_app: 'rejected',
  oauth_token_short_error_redirect_mismatch: 'rejected',
}

describe('classifyAnswer on recorded refusals', () => {
  it('judges every recorded error', () => {
    const files = readdirSync(folder).filter((file) => /^(error_|oauth_.*error)/.test(file))
    expect(
      Object.keys(expected)
        .map((name) => `${name}.json`)
        .toSorted(),
    ).toEqual(files.toSorted())
  })

  it.each(Object.entries(expected))('calls %s %s', (file, kind) => {
    const { http_status: status = 400, response } = recordedAnswer(file)
    expect(classify(response, { status })?.kind).toBe(kind)
  })

  it.each(Object.entries(expected).filter(([file]) => file.startsWith('error_')))(
    'calls %s %s inside an HTTP 200 too',
    (file, kind) => {
      expect(classify(recordedAnswer(file).response, { status: 200 })?.kind).toBe(kind)
    },
  )

  it.each<[string, LoginFault | undefined]>([
    ['oauth_token_short_error_code_used', 'code_invalid'],
    ['oauth_token_short_error_invalid_platform_app', 'app_misconfigured'],
    ['oauth_token_short_error_redirect_mismatch', 'app_misconfigured'],
    ['oauth_exchange_error_unsupported_get', 'app_misconfigured'],
  ])('finds whose fault %s is: %s', (file, fault) => {
    expect(classify(recordedAnswer(file).response)?.details.loginFault).toBe(fault)
  })

  it.each([1, 100, 101])('takes a wrong app secret for the fault of the app, also with code %s', (code) => {
    const failure = classify({ error: { message: 'Error validating client secret.', type: 'OAuthException', code } })
    expect(failure?.details.loginFault).toBe('app_misconfigured')
  })

  it('keeps codes, the trace id, and of the message what is safe to say', () => {
    const failure = classify(recordedAnswer('error_190_460_password_changed').response)
    expect(failure?.message).toBe('Instagram GET me/insights: token_refused (190/460)')
    expect(failure?.details).toMatchObject({
      httpStatus: 400,
      code: 190,
      subcode: 460,
      traceId: 'A_LrzommvgmnCY9ilAkqDv6',
    })
    expect(failure?.details.words).toMatch(/^Error validating access token: The session has been invalidated/)
    expect(failure?.message).not.toContain('session')
  })
})

describe('classifyAnswer on codes', () => {
  const inTable = (code: number, kinds: readonly GraphFailureKind[]) =>
    failureTable.some((row) => {
      const [first, last] = typeof row.code === 'number' ? [row.code, row.code] : row.code
      return code >= first && code <= last && kinds.includes(row.kind)
    })

  it('ends no connection over a code that the table does not name', () => {
    const grave = ['token_refused', 'permission_missing'] as const
    const wrong: number[] = []
    for (let code = 0; code <= 10_000; code += 1) {
      for (const status of [200, 400, 403, 500]) {
        const kind = classify({ error: { code, message: 'x', type: 'OAuthException' } }, { status })?.kind
        if (grave.some((each) => each === kind) && !inTable(code, grave)) wrong.push(code)
      }
    }
    expect(wrong).toEqual([])
  })

  it.each<[GraphFailureKind, ...[code: number, subcode?: number][]]>([
    ['transient', [2]],
    ['user_action_needed', [4, 2207051], [25], [190, 459], [190, 464], [368]],
    ['app_rate_limited', [4, 1], [341]],
    ['rate_limited', [17], [613], [80_000], [80_014]],
    ['not_available', [24]],
    ['token_refused', [102], [190, 458]],
    ['rejected', [199], [300], [79_999], [80_015]],
    ['permission_missing', [200], [299]],
  ])('calls %s the codes and subcodes %j %j %j %j %j', (kind, ...codes) => {
    for (const [code, error_subcode] of codes)
      expect(classify({ error: { code, error_subcode, message: '' } })?.kind, `${code}`).toBe(kind)
  })

  it.each<[number, number | undefined, string, GraphFailureKind]>([
    [190, undefined, 'Error validating application. Application has been deleted.', 'app_refused'],
    [190, undefined, 'Error validating client: the application is disabled', 'app_refused'],
    [101, undefined, 'Error validating application. Cannot get application info.', 'app_refused'],
    [200, undefined, 'API access blocked.', 'app_refused'],
    [200, undefined, '(#200) API access deactivated. To reactivate, go to the app dashboard.', 'app_refused'],
    [200, undefined, 'App does not have Advanced Access to instagram_business_basic', 'app_refused'],
    [10, undefined, 'The recipient user does not have role on app', 'app_refused'],
    [200, undefined, '(#200) Requires instagram_business_manage_insights', 'permission_missing'],
    [190, 458, 'Error validating access token: The user has not authorized application 12.', 'token_refused'],
    [190, 490, 'Please log in', 'user_action_needed'],
    [190, undefined, 'The user is enrolled in a blocking, logged-in checkpoint', 'user_action_needed'],
    [190, 467, 'Error validating access token: checkpoint required', 'user_action_needed'],
    [-1, 2207086, 'Fatal', 'rejected'],
    [-1, undefined, 'Fatal', 'rejected'],
    [36_104, undefined, 'x', 'rejected'],
  ])('calls %i/%s "%s" %s', (code, subcode, message, kind) => {
    for (const status of [200, 400, 500]) {
      expect(classify({ error: { code, error_subcode: subcode, message } }, { status })?.kind).toBe(kind)
    }
  })

  it.each([{ checkpoint_flow_id: '1' }, '{"checkpoint_flow_id":"1"}'])(
    'knows a checkpoint by the data beside the text: %j',
    (data) => {
      const error = { code: 190, message: 'Error validating access token', error_data: data }
      expect(classify({ error })).toMatchObject({
        kind: 'user_action_needed',
        details: { userAction: 'log_in_to_instagram' },
      })
      expect(classify({ error: { ...error, error_data: { blame_field_specs: [] } } })?.kind).toBe('token_refused')
    },
  )

  it('tells a refusal of the app as a whole from one that other accounts may not meet', () => {
    const said = (message: string) => classify({ error: { code: 200, message } })?.details.isPerAccount
    expect(said('App does not have Advanced Access to instagram_business_basic')).toBe(true)
    expect(said('API access blocked.')).toBeUndefined()
  })

  it('knows the app to be refused in the error of the token endpoint, which has no code', () => {
    const body = { error_type: 'OAuthException', code: 400, error_message: 'API access blocked.' }
    expect(classify(body)).toMatchObject({ kind: 'app_refused', details: { loginFault: 'app_misconfigured' } })
  })

  it.each([-1, 10, 100, 190, 200, 36_104, 5_555])('believes is_transient, also for code %i', (code) => {
    expect(classify({ error: { code, is_transient: true, message: 'x' } })?.kind).toBe('transient')
  })

  it.each<[number, number | undefined, GraphFailureKind]>([
    [4, undefined, 'app_rate_limited'],
    [17, undefined, 'rate_limited'],
    [80_002, 2_446_079, 'rate_limited'],
    [4, 2_207_051, 'user_action_needed'],
  ])('takes limit %i/%s for one, whether it is called transient or not', (code, subcode, kind) => {
    expect(classify({ error: { code, error_subcode: subcode, is_transient: true } })?.kind).toBe(kind)
  })

  it('reads a code that is sent as text', () => {
    expect(classify({ error: { code: '190', error_subcode: '463' } })?.details).toMatchObject({
      code: 190,
      subcode: 463,
    })
  })

  it('does not take the HTTP status in a flat error for a Graph code', () => {
    expect(readError({ error_type: 'OAuthException', code: 190, error_message: 'x' })).toMatchObject({
      code: undefined,
    })
  })
})

describe('classifyAnswer on answers that are no JSON', () => {
  // HTML, an empty body and a cut body all arrive here as undefined.
  it.each<[GraphFailureKind, ...number[]]>([
    ['unreadable', 200, 204, 301, 302, 400, 401, 403, 404],
    ['rate_limited', 429],
    ['transient', 500, 502, 503, 504],
  ])('calls %s an HTTP %i without a readable body, and the like', (kind, ...statuses) => {
    for (const status of statuses) expect(classify(undefined, { status })?.kind, `${status}`).toBe(kind)
  })

  it.each([[[]], [{ data: [] }], [{}], ['text'], [0], [null]])('takes %j in an HTTP 200 as an answer', (body) => {
    expect(classify(body, { status: 200 })).toBeUndefined()
  })

  it('does not take a bare error text in an HTTP 200 for an answer', () => {
    expect(classify({ error: 'a text' }, { status: 200 })?.kind).toBe('unreadable')
  })

  it('never takes a redirect for an answer', () => {
    expect(classify({ data: [] }, { status: 302 })?.kind).toBe('unreadable')
  })
})

describe('classifyAnswer names the refused metrics', () => {
  it.each<[string, string[], string[]]>([
    ['error_100_metric_enum_account', ['impressions', 'reach'], ['impressions']],
    ['error_100_impressions_v22', ['reach', 'impressions'], ['impressions']],
    ['error_100_metric_type_required', ['reach', 'views'], ['views']],
    ['error_100_metric_not_for_product_type', ['impressions', 'reach'], ['impressions']],
    ['error_100_incompatible_breakdown', ['reach', 'follows_and_unfollows'], ['reach']],
    ['error_100_unknown_field', ['reach'], []],
  ])('finds in %s of %j only %j', (file, metrics, refused) => {
    expect(classify(recordedAnswer(file).response, { metrics })?.details.refusedNames).toEqual(refused)
  })

  it('does not find a metric inside the name of another', () => {
    const message =
      '(#100) The following metrics (profile_views) should be specified with parameter metric_type=total_value'
    const failure = classify({ error: { code: 100, message } }, { metrics: ['views', 'profile_views'] })
    expect(failure?.details.refusedNames).toEqual(['profile_views'])
  })

  it('takes the field that the text points at, whatever other words it has', () => {
    const message = '(#100) Tried accessing nonexisting field (like_count) on node type with the name of the caption'
    const failure = classify({ error: { code: 100, message } }, { metrics: ['caption', 'like_count', 'name'] })
    expect(failure?.details.refusedNames).toEqual(['like_count'])
  })

  it('names none when the position is outside what was asked', () => {
    const failure = classify(
      { error: { code: 100, message: '(#100) metric[7] must be one of the following values: reach' } },
      { metrics: ['reach'] },
    )
    expect(failure?.details.refusedNames).toEqual([])
  })
})

describe('retryAfterFrom', () => {
  const businessUse = (file: string) => JSON.stringify(recordedAnswer(file).response['x-business-use-case-usage'])

  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': '120' }, 120],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.2' }, 2],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, undefined],
    [{ 'retry-after': '' }, undefined],
    [{ 'x-business-use-case-usage': businessUse('headers_x_business_use_case_usage') }, 19 * 60],
    [{ 'x-business-use-case-usage': businessUse('headers_x_business_use_case_usage_live') }, undefined],
    [{ 'x-business-use-case-usage': 'not json' }, undefined],
    [{ 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":25}' }, undefined],
    [{ 'retry-after': '30', 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":9}]}' }, 540],
    [{ 'retry-after': '900', 'x-business-use-case-usage': '{"1":[{"estimated_time_to_regain_access":9}]}' }, 900],
  ])('reads %j as %s seconds', (headers, seconds) => {
    expect(retryAfterFrom(new Headers(headers))).toBe(seconds)
  })

  it('is part of the failure', () => {
    const failure = classify(recordedAnswer('error_80002_instagram_buc').response, { headers: { 'retry-after': '77' } })
    expect(failure?.details.retryAfterSeconds).toBe(77)
  })
})
