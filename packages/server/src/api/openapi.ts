import { getHTTPStatusCodeFromError } from '@trpc/server/http'
import { AppError, appErrorActions, appErrorCodes, type AppErrorCode } from '../errors.ts'
import { toTrpcError } from '../procedures/failure-codes.ts'
import { restSchemaOf, type JsonSchema } from './rest-schema.ts'
import { restProcedures, type RestProcedure } from './rest.ts'

type OpenApiContent = Record<string, { schema: JsonSchema }>

interface OpenApiParameter {
  name: string
  in: 'query' | 'path'
  required: boolean
  schema: JsonSchema
}
interface OpenApiResponse {
  description: string
  headers?: Record<string, { description: string; schema: JsonSchema }>
  content?: OpenApiContent
}
export interface OpenApiOperation {
  operationId: string
  summary: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters?: OpenApiParameter[]
  requestBody?: { required: boolean; content: OpenApiContent }
  responses: Record<string, OpenApiResponse>
}
export interface OpenApiDocument {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string; description: string }[]
  tags: { name: string; description: string }[]
  paths: Record<string, Partial<Record<'get' | 'post' | 'delete', OpenApiOperation>>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, JsonSchema> }
}

const tags = {
  connect: 'Connecting Instagram accounts and ending connections',
  sync: 'Reading the numbers from Instagram',
  metrics: 'The numbers, day by day',
  notifications: 'What the person should know',
  admin: 'For admins of the host',
  webhooks: "Calls that Instagram makes, signed with the app's secret",
  privacy: 'What became of a request to delete data',
  health: 'For load balancers and monitors',
}

/**
 * The REST paths as an OpenAPI 3.1 document, made from the procedures behind them, beside the plain paths.
 * @param options `version`: the version of the product
 */
export function describeApi({ version }: { version: string }): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const procedure of restProcedures()) {
    const method = procedure.rest.method.toLowerCase() as 'get' | 'post' | 'delete'
    paths[procedure.rest.path] = { ...paths[procedure.rest.path], [method]: describeProcedure(procedure) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Instagram Dashboard API',
      version,
      description:
        'Connect Instagram professional accounts and read their daily numbers. Dates with a time are ISO 8601 in UTC; ' +
        '`null` is unknown, never 0. Every path also answers without its trailing slash. Sentences for people are in ' +
        'the language that `Accept-Language` asks for.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Against the address of the document, so that it is right wherever a host mounts the router.
    servers: [{ url: '.', description: 'Where this document was read from' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: { ...paths, ...plainPaths() },
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: {
        bearerAuth: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The JWT of the host, unless the host tells in another way who sends a request.',
        },
      },
    },
  }
}

function describeProcedure({ path, rest, input, output }: RestProcedure): OpenApiOperation {
  const [area = '', group = ''] = path.split('.')
  const isForAdmins = area === 'admin'
  return {
    operationId: path.replaceAll('.', '_'),
    summary: rest.summary,
    tags: [isForAdmins ? area : group],
    security: [{ bearerAuth: [] }],
    ...(input === undefined ? {} : describeInput(rest.method, restSchemaOf(input, 'input'))),
    responses: {
      200: json('The answer', output === undefined ? {} : restSchemaOf(output, 'output')),
      ...failures(isForAdmins),
      ...(rest.method === 'GET' ? {} : changeFailures),
    },
  }
}

function describeInput(
  method: RestProcedure['rest']['method'],
  schema: JsonSchema,
): Pick<OpenApiOperation, 'parameters' | 'requestBody'> {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, JsonSchema>; required?: string[] }
  if (method !== 'GET')
    return { requestBody: { required: required.length > 0, content: { 'application/json': { schema } } } }
  return {
    parameters: Object.entries(properties).map(([name, field]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema: field,
    })),
  }
}

const errorSchema: JsonSchema = {
  type: 'object',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string', enum: appErrorCodes, description: 'What happened. New codes can be added.' },
        message: { type: 'string', description: 'For the person, in their language.' },
        action: { type: 'string', enum: appErrorActions, description: 'What the person can do about it.' },
        retry_after_seconds: {
          type: 'integer',
          minimum: 0,
          description: 'Whole seconds until the same call can succeed.',
        },
        request_id: { type: 'string', description: 'Names the request in the log.' },
        issues: {
          type: 'array',
          description: 'What is wrong with the input, field by field.',
          items: {
            type: 'object',
            properties: {
              path: { type: 'array', items: { type: ['string', 'integer'] } },
              message: { type: 'string' },
            },
            required: ['path', 'message'],
            additionalProperties: false,
          },
        },
        accounts: {
          type: 'array',
          description: 'With CONFLICT for a change that named none of several accounts: one of these has to be named.',
          items: {
            type: 'object',
            properties: { id: { type: 'string' }, username: { type: 'string' } },
            required: ['id', 'username'],
            additionalProperties: false,
          },
        },
      },
      required: ['code', 'message', 'action', 'request_id'],
      additionalProperties: false,
    },
  },
  required: ['error'],
  additionalProperties: false,
}

function json(description: string, schema: JsonSchema): OpenApiResponse {
  return { description, content: { 'application/json': { schema } } }
}

const failure = (description: string) => json(description, { $ref: '#/components/schemas/Error' })

const retryAfter = {
  'Retry-After': {
    description: 'Whole seconds until the same call can succeed',
    schema: { type: 'integer', minimum: 0 },
  },
}

const statusOf = (code: AppErrorCode) => String(getHTTPStatusCodeFromError(toTrpcError(new AppError(code))))

/** Each status that a failure can have, with the codes that come with it. */
function failures(isForAdmins: boolean): Record<string, OpenApiResponse> {
  const codes = appErrorCodes.filter((code) => isForAdmins || code !== 'FORBIDDEN')
  return Object.fromEntries(
    Object.entries(Object.groupBy(codes, statusOf)).map(([status, sharing = []]) => {
      // What passes by itself, at Instagram or in our database.
      const names = status === '503' ? [...sharing, 'INTERNAL'] : sharing
      const isPassing = status === '429' || status === '503'
      return [status, { ...failure(names.join(', ')), ...(isPassing ? { headers: retryAfter } : {}) }]
    }),
  )
}

/** What is wrong with a change before anybody has read it. */
const changeFailures = {
  403: failure('FORBIDDEN: a page of another site has sent it'),
  413: failure('VALIDATION: the body is too long'),
  415: failure('VALIDATION: the body is not JSON'),
}

const text = { type: 'string' }

function object(properties: Record<string, JsonSchema>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

function plain(operation: Omit<OpenApiOperation, 'tags' | 'security'> & { tag: keyof typeof tags }): OpenApiOperation {
  const { tag, operationId, summary, ...rest } = operation
  return { operationId, summary, tags: [tag], security: [], ...rest }
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

/** The paths that no procedure stands behind. Nobody has to be signed in for them. */
function plainPaths(): OpenApiDocument['paths'] {
  return {
    '/healthz': {
      get: plain({
        tag: 'health',
        operationId: 'healthz',
        summary: 'Whether the process answers',
        responses: { 200: json('It does', object({ status: { const: 'ok' } })) },
      }),
    },
    '/readyz': {
      get: plain({
        tag: 'health',
        operationId: 'readyz',
        summary: 'Whether the database answers',
        responses: {
          200: json('It does', object({ status: { const: 'ready' } })),
          503: json('It does not', object({ status: { const: 'unavailable' } })),
        },
      }),
    },
    '/webhooks/instagram/deauthorize': {
      post: plain({
        tag: 'webhooks',
        operationId: 'webhooks_instagram_deauthorize',
        summary: 'A person has removed the app on Instagram',
        requestBody: signedRequest,
        responses: {
          200: json('The connection has ended', object({ success: { const: true } })),
          ...signatureFailures,
        },
      }),
    },
    '/webhooks/instagram/data-deletion': {
      post: plain({
        tag: 'webhooks',
        operationId: 'webhooks_instagram_data_deletion',
        summary: 'A person asks on Instagram to delete their data',
        requestBody: signedRequest,
        responses: {
          200: json('The request is taken', object({ url: { ...text, format: 'uri' }, confirmation_code: text })),
          ...signatureFailures,
        },
      }),
    },
    '/privacy/deletion/{code}': {
      get: plain({
        tag: 'privacy',
        operationId: 'privacy_deletion',
        summary: 'What became of a request to delete data, for the person who made it',
        parameters: [{ name: 'code', in: 'path', required: true, schema: text }],
        responses: { 200: page('How far the request is'), 404: page('No request has this code'), 429: tooMany },
      }),
    },
  }
}
