import type { JsonSchema } from './rest-schema.ts'

// The parts of an OpenAPI 3.1 document that are used here.

type OpenApiContent = Record<string, { schema: JsonSchema }>

interface OpenApiParameter {
  name: string
  in: 'query' | 'path'
  required: boolean
  schema: JsonSchema
}
export interface OpenApiResponse {
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

export const tags = {
  connect: 'Connecting Instagram accounts and ending connections',
  sync: 'Reading the numbers from Instagram',
  metrics: 'The numbers, day by day',
  notifications: 'What the user should know',
  admin: 'For admins of the host',
  webhooks: "Calls that Instagram makes, signed with the app's secret",
  privacy: 'What became of a request to delete data',
  health: 'For load balancers and monitors',
}
