import { changeFailures, errorSchema, failures, json } from './openapi-answers.ts'
import { tags, type OpenApiDocument, type OpenApiOperation } from './openapi-document.ts'
import { plainPaths } from './openapi-plain-paths.ts'
import { restSchemaOf, type JsonSchema } from './rest-schema.ts'
import { restProcedures, type RestProcedure } from './rest.ts'

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
        '`null` is unknown, never 0. Every path also answers without its trailing slash. Sentences for users are in ' +
        'the language that `Accept-Language` asks for.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Against the address of the document, so that it is right wherever a host mounts the router.
    servers: [{ url: '.', description: 'Where this document was read from' }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: { ...paths, ...plainPaths },
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
