/** As `jsx-runtime.ts`, for pages that are served while they are worked on. */
import { Fragment, jsxDEV as make } from 'react/jsx-dev-runtime'
import { marked } from './jsx-runtime.ts'

export type { JSX } from 'react/jsx-dev-runtime'
export { Fragment }

type Made = Parameters<typeof make>

/** @returns the element, with where it was written */
export function jsxDEV(
  type: Made[0],
  props: object,
  ...where: [Made[2], Made[3], Made[4]?, Made[5]?]
): ReturnType<typeof make> {
  return make(type, marked(type, props), ...where)
}
