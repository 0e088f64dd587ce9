import { failure, json, retryAfter } from './openapi-answers.ts'
import type { OpenApiDocument, OpenApiOperation, OpenApiResponse, tags } from './openapi-document.ts'
import type { JsonSchema } from './rest-schema.ts'

const text = { type: 'string' }

function object(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) }
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
      schema: object({
        signed_request: {
          ...text,
          description: 'As Meta signs it: a signature and a payload, base64url, with a dot between.',
        },
      }),
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

/** By Node.js itself, to whatever is asked. */
const tooManyHeaders = { 431: { description: 'The headers are longer than the server reads' } }

/** The paths that no procedure stands behind. */
export const plainPaths: OpenApiDocument['paths'] = {
  '/healthz': {
    get: plain('healthz', {
      tag: 'health',
      summary: 'Whether the process answers',
      responses: {
        200: json('It does', object({ status: { ...text, const: 'ok', description: 'Always `ok`.' } })),
        ...tooManyHeaders,
      },
    }),
  },
  '/readyz': {
    get: plain('readyz', {
      tag: 'health',
      summary: 'Whether the database answers',
      responses: {
        200: json('It does', object({ status: { ...text, const: 'ready', description: 'It can work.' } })),
        503: json(
          'It does not',
          object({ status: { ...text, const: 'unavailable', description: 'It can not work now.' } }),
        ),
        ...tooManyHeaders,
      },
    }),
  },
  '/webhooks/instagram/deauthorize': {
    post: plain('webhooks_instagram_deauthorize', {
      tag: 'webhooks',
      summary: 'A user has removed the app on Instagram',
      requestBody: signedRequest,
      responses: {
        200: json(
          'The connection has ended',
          object({ success: { type: 'boolean', const: true, description: 'Always `true`.' } }),
        ),
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
        200: json(
          'The request is taken',
          object({
            url: { ...text, format: 'uri', description: 'A page that says how far the request is.' },
            confirmation_code: { ...text, description: 'Names the request on that page.' },
          }),
        ),
        ...signatureFailures,
      },
    }),
  },
  '/privacy/deletion/{code}': {
    get: plain('privacy_deletion', {
      tag: 'privacy',
      summary: 'What became of a request to delete data, for the user who made it',
      parameters: [
        {
          name: 'code',
          in: 'path',
          required: true,
          description: 'The confirmation code that the request was answered with.',
          schema: text,
        },
      ],
      responses: { 200: page('How far the request is'), 404: page('No request has this code'), 429: tooMany },
    }),
  },
}
