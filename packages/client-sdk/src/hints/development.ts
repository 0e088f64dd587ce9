/**
 * Whether whoever looks at the console is a developer: the page comes from their own machine. The build for hosts' production
 * says no in its place, and the one for their development yes.
 */
export const isDevelopment = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|.*\.localhost)$/.test(
  globalThis.location?.hostname ?? '',
)
