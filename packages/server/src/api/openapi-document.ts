import type { JsonSchema } from './rest-schema.ts'

// The parts of an OpenAPI 3.1 document that are used here.

type OpenApiContent = Record<string, { schema: JsonSchema; example?: unknown }>

export interface OpenApiParameter {
  name: string
  in: 'query' | 'path' | 'header'
  required: boolean
  description: string
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
  description?: string
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
  goals: 'What the user wants to reach, and how far it is',
  notifications: 'What the user should know',
  media: 'What the user calls posts',
  achievements: 'What the user has reached',
  credits: 'What the user has earned',
  support: "The user's questions",
  privacy: 'Taking along and erasing what is held on a user',
  admin: 'For admins of the host',
  webhooks: "Calls that Instagram makes, signed with the app's secret",
  health: 'For load balancers and monitors',
}
