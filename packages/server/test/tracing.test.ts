import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base'
import { expect, onTestFinished, test } from 'vitest'
import { startBackend } from './start-backend.ts'

const dayMs = 86_400_000

/** What a host's tracer is told until the test ends. */
function startTracer(): InMemorySpanExporter {
  const exporter = new InMemorySpanExporter()
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }))
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  onTestFinished(() => {
    trace.disable()
    context.disable()
  })
  return exporter
}

const traceOf = (span: ReadableSpan) => span.spanContext().traceId
const isCall = ({ name }: ReadableSpan) => name.startsWith('instagram ')
const namesOf = (spans: readonly ReadableSpan[]) => new Set(spans.map(({ name }) => name))

test("a host's tracer sees each procedure and each call to Instagram, by name and without a secret", async () => {
  const exporter = startTracer()
  const { connect, settled, as, sandbox, options } = await startBackend()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  await expect(as('ana').admin.health()).rejects.toMatchObject({ code: 'FORBIDDEN' })

  const spans = exporter.getFinishedSpans()
  expect(namesOf(spans)).toContain('trpc instagram.connect.complete')
  expect(namesOf(spans)).toContain('instagram POST oauth/access_token')
  expect(namesOf(spans)).toContain('trpc admin.health')
  const told = JSON.stringify(
    spans.map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
  )
  for (const secret of [...sandbox.control.issuedTokens, options.instagramAppSecret, 'access_token=', 'ana"']) {
    expect(told).not.toContain(secret)
  }
  expect(spans.filter(({ name }) => name === 'trpc admin.health')[0]?.status).toMatchObject({
    code: SpanStatusCode.UNSET,
  })
  // The first sync is what the person waits for.
  const connected = spans.find(({ name }) => name === 'trpc instagram.connect.complete')
  expect(spans.find(({ name }) => name === 'sync')?.spanContext().traceId).toBe(connected?.spanContext().traceId)
})

test('the night of one account is one trace: its sync, and each try of each call with what Instagram answered', async () => {
  const { connect, settled, dashboard, clock, sandbox } = await startBackend()
  const people = [
    ['ana', 'loja.da.ana'],
    ['bruno', 'criador.leo'],
  ] as const
  for (const [user, username] of people) {
    await connect(user, username)
    await settled(user)
  }
  clock.advance(dayMs)
  const exporter = startTracer()
  sandbox.control.clearRequests()
  sandbox.control.fault({ kind: 'status', status: 503, match: { path: 'me/media' }, times: 1 })
  sandbox.control.fault({ kind: 'graph_error', code: 190, subcode: 460, match: { path: 'me/stories' }, times: 1 })
  await dashboard.syncAccounts()

  const spans = exporter.getFinishedSpans()
  const nights = spans.filter(({ name }) => name === 'sync')
  expect(nights).toHaveLength(2)
  expect(new Set(nights.map(traceOf)).size).toBe(2)
  for (const night of nights) {
    expect(night.parentSpanContext).toBeUndefined()
    expect(night.attributes).toMatchObject({ 'sync.trigger': 'scheduled', 'sync.run_id': expect.any(String) })
    const calls = spans.filter((span) => isCall(span) && traceOf(span) === traceOf(night))
    expect(calls.length).toBeGreaterThanOrEqual(Number(night.attributes['sync.api_calls']))
    expect(calls.every((call) => call.parentSpanContext?.spanId === night.spanContext().spanId)).toBe(true)
  }
  const calls = spans.filter(isCall)
  expect(calls).toHaveLength(sandbox.control.requests.length)
  const told = (attributes: object) => expect.objectContaining({ attributes: expect.objectContaining(attributes) })
  const unwell = { 'instagram.endpoint': 'GET me/media', 'http.response.status_code': 503, 'instagram.attempt': 1 }
  expect(calls).toContainEqual(told(unwell))
  expect(calls).toContainEqual(told({ ...unwell, 'http.response.status_code': 200, 'instagram.attempt': 2 }))
  const refused = { 'instagram.code': 190, 'instagram.subcode': 460, 'instagram.failure': 'token_refused' }
  expect(calls).toContainEqual(told(refused))
})

test('a refresh and each event that the host is told of are traces of their own', async () => {
  const { connect, settled, dashboard, clock } = await startBackend({ dashboard: { onEvent: () => undefined } })
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  clock.advance(8 * dayMs)
  const exporter = startTracer()
  await dashboard.refreshTokens()
  const { delivered } = await dashboard.deliverEvents()

  const spans = exporter.getFinishedSpans()
  const refresh = spans.find(({ name }) => name === 'refresh')
  expect(refresh?.attributes).toMatchObject({ 'refresh.outcome': 'refreshed' })
  const call = spans.find(({ name }) => name === 'instagram GET refresh_access_token')
  expect(call?.parentSpanContext?.spanId).toBe(refresh?.spanContext().spanId)
  const told = spans.filter(({ name }) => name === 'deliver')
  expect(told).toHaveLength(delivered)
  expect(new Set(told.map(traceOf)).size).toBe(delivered)
})
