export * from '../index.ts'
export { createInstagramClient } from './client.ts'
