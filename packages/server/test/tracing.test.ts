import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { expect, onTestFinished, test } from 'vitest'
import { startBackend } from './start-backend.ts'

test("a host's tracer sees each procedure and each call to Instagram, by name and without a secret", async () => {
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
  trace.setGlobalTracerProvider(provider)
  onTestFinished(() => {
    trace.disable()
    context.disable()
  })
  const { connect, settled, as, sandbox, options } = await startBackend()
  await connect('ana', 'loja.da.ana')
  await settled('ana')
  await expect(as('ana').admin.health()).rejects.toMatchObject({ code: 'FORBIDDEN' })

  const spans = exporter.getFinishedSpans()
  const names = new Set(spans.map(({ name }) => name))
  expect(names).toContain('trpc instagram.connect.complete')
  expect(names).toContain('instagram POST oauth/access_token')
  expect(names).toContain('trpc admin.health')
  const told = JSON.stringify(
    spans.map(({ name, attributes, status, events }) => ({ name, attributes, status, events })),
  )
  for (const secret of [...sandbox.control.issuedTokens, options.instagramAppSecret, 'access_token=', 'ana"']) {
    expect(told).not.toContain(secret)
  }
  expect(spans.filter(({ name }) => name === 'trpc admin.health')[0]?.status).toMatchObject({
    code: SpanStatusCode.UNSET,
  })
})
