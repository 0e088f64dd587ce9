import { failure, json, retryAfter } from './openapi-answers.ts'
import type { OpenApiDocument, OpenApiOperation, OpenApiResponse, tags } from './openapi-document.ts'
import type { JsonSchema } from './rest-schema.ts'

const text = { type: 'string' }

function object(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

type Plain = Omit<OpenApiOperation, 'tags' | 'security' | 'operationId'> & { tag: keyof typeof tags }

/** Nobody has to be signed in for it. */
function plain(operationId: string, { tag, ...rest }: Plain): OpenApiOperation {
  return { operationId, tags: [tag], security: [], ...rest }
}

const signedRequest = {
  required: true,
  content: {
    'application/x-www-form-urlencoded': {
      schema: { ...object({ signed_request: text }), additionalProperties: true },
    },
  },
}
const tooMany = { ...failure('RATE_LIMITED: too many guesses'), headers: retryAfter }
const signatureFailures = {
  400: failure('The request is not signed by Instagram'),
  413: failure('The form is too long'),
  429: tooMany,
}
const page = (description: string): OpenApiResponse => ({ description, content: { 'text/html': { schema: text } } })

/** The paths that no procedure stands behind. */
export const plainPaths: OpenApiDocument['paths'] = {
  '/healthz': {
    get: plain('healthz', {
      tag: 'health',
      summary: 'Whether the process answers',
      responses: { 200: json('It does', object({ status: { const: 'ok' } })) },
    }),
  },
  '/readyz': {
    get: plain('readyz', {
      tag: 'health',
      summary: 'Whether the database answers',
      responses: {
        200: json('It does', object({ status: { const: 'ready' } })),
        503: json('It does not', object({ status: { const: 'unavailable' } })),
      },
    }),
  },
  '/webhooks/instagram/deauthorize': {
    post: plain('webhooks_instagram_deauthorize', {
      tag: 'webhooks',
      summary: 'A user has removed the app on Instagram',
      requestBody: signedRequest,
      responses: {
        200: json('The connection has ended', object({ success: { const: true } })),
        ...signatureFailures,
      },
    }),
  },
  '/webhooks/instagram/data-deletion': {
    post: plain('webhooks_instagram_data_deletion', {
      tag: 'webhooks',
      summary: 'A user asks on Instagram to delete their data',
      requestBody: signedRequest,
      responses: {
        200: json('The request is taken', object({ url: { ...text, format: 'uri' }, confirmation_code: text })),
        ...signatureFailures,
      },
    }),
  },
  '/privacy/deletion/{code}': {
    get: plain('privacy_deletion', {
      tag: 'privacy',
      summary: 'What became of a request to delete data, for the user who made it',
      parameters: [{ name: 'code', in: 'path', required: true, schema: text }],
      responses: { 200: page('How far the request is'), 404: page('No request has this code'), 429: tooMany },
    }),
  },
}
