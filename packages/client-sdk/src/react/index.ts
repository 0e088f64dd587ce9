// Nothing but names, so that a host's bundler takes only the files of what the host uses.
export * from './components.ts'
export { instagramKeys } from '../queries/query-keys.ts'
