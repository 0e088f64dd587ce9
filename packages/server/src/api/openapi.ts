import { changeFailures, errorBody, failures } from './openapi-answers.ts'
import {
  tags,
  type OpenApiDocument,
  type OpenApiOperation,
  type OpenApiParameter,
  type OpenApiResponse,
} from './openapi-document.ts'
import { exampleOf } from './openapi-examples.ts'
import { plainPaths } from './openapi-plain-paths.ts'
import { restProcedures, type RestProcedure } from './rest-routes.ts'
import { createRestSchemas, type JsonSchema, type RestSchemas } from './rest-schema.ts'

interface Parts {
  schemas: RestSchemas
  example(schema: JsonSchema, options: { isSparse: boolean }): unknown
}

/**
 * The REST paths as an OpenAPI 3.1 document, made from the procedures behind them, beside the plain paths.
 * @param options `version`: of the product; `url`: where the paths are for the outside world, without a slash at its end
 */
export function describeApi({ version, url }: { version: string; url: string }): OpenApiDocument {
  const schemas = createRestSchemas()
  const errorSchema = schemas.of(errorBody, 'output', '')
  const parts: Parts = { schemas, example: (schema, options) => exampleOf(schema, schemas, options) }
  const paths: OpenApiDocument['paths'] = {}
  for (const procedure of restProcedures) {
    const method = procedure.rest.method.toLowerCase() as 'get' | 'post' | 'delete'
    paths[procedure.rest.path] = { ...paths[procedure.rest.path], [method]: describeProcedure(procedure, parts) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Instagram Dashboard API',
      version,
      description:
        'Connect Instagram professional accounts and read their daily numbers. Dates are days in Los Angeles, as ' +
        'Instagram counts them; dates with a time are ISO 8601 in UTC; `null` is unknown, never 0. Every path also ' +
        'answers with a slash at its end. Sentences for users are in the language that `Accept-Language` asks for: ' +
        '`pt-BR` or `en`. Answers may get more fields.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url, description: 'Where this document was read from' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: { ...paths, ...plainPaths },
    components: {
      schemas: Object.fromEntries(
        [...reachable({ ...schemas.named(), Error: errorSchema }, paths)].toSorted(([one], [other]) =>
          one < other ? -1 : 1,
        ),
      ),
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

/** The schemas that the paths refer to, themselves or by others. What GET takes stands in its parameters alone. */
function reachable(schemas: Record<string, JsonSchema>, part: unknown, found = new Map<string, JsonSchema>()) {
  for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    const schema = schemas[name]
    if (schema === undefined || found.has(name)) continue
    found.set(name, schema)
    reachable(schemas, schema, found)
  }
  return found
}

function describeProcedure(procedure: RestProcedure, parts: Parts): OpenApiOperation {
  const { path, type, rest } = procedure
  const [area = '', group = ''] = path.split('.')
  const { parameters = [], requestBody } = describeInput(procedure, parts)
  const all = type === 'subscription' ? [...parameters, lastEventId] : parameters
  return {
    operationId: path.replaceAll('.', '_'),
    summary: rest.summary,
    ...(type === 'subscription' ? { description: aboutStreams } : {}),
    tags: [area === 'admin' ? area : group],
    security: [{ bearerAuth: [] }],
    ...(all.length > 0 ? { parameters: all } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: { 200: describeAnswer(procedure, parts), ...failures(procedure), ...changeFailures(procedure) },
  }
}

const aboutStreams =
  'Server-Sent Events: each has an `id` and JSON as its `data`. `event: end` says that nothing follows, `event: error` that ' +
  'it failed, with the body of an error. A line that ends without either is opened again with the newest `id`.'

const lastEventId: OpenApiParameter = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description:
    'The id of the last event that arrived, as `last_event_id` of the query: what it told is not told again.',
  schema: { type: 'string' },
}

const file = { schema: { type: 'string', format: 'binary' } }
/** Where the file itself is accepted by name, in place of JSON with its content. */
const files = {
  'text/csv': file,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': file,
  'application/octet-stream': file,
}

function describeAnswer({ path, type, meta, output }: RestProcedure, { schemas, example }: Parts): OpenApiResponse {
  const schema = output === undefined ? {} : schemas.of(output, 'output', path)
  if (type === 'subscription') {
    return { description: 'Events as they come', content: { 'text/event-stream': { schema } } }
  }
  return {
    description: 'The answer',
    content: {
      'application/json': { schema, example: example(schema, { isSparse: false }) },
      ...(meta.isFile ? files : {}),
    },
  }
}

function describeInput(
  { path, rest: { method }, input }: RestProcedure,
  { schemas, example }: Parts,
): Pick<OpenApiOperation, 'parameters' | 'requestBody'> {
  if (input === undefined) return {}
  const reference = schemas.of(input, 'input', path)
  if (method !== 'GET') {
    const { required = [] } = schemas.resolve(reference) as { required?: string[] }
    const content = { schema: reference, example: example(reference, { isSparse: true }) }
    return { requestBody: { required: required.length > 0, content: { 'application/json': content } } }
  }
  const { properties = {}, required = [] } = schemas.resolve(reference) as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return {
    parameters: Object.entries(properties).map(([name, { description, ...schema }]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      description: String(description ?? schemas.resolve(schema)['description'] ?? ''),
      schema,
    })),
  }
}
