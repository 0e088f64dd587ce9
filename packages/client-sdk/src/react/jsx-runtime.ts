/**
 * What the elements of our components are made by: React's own, with a mark on each element of the page. The style sheet
 * speaks of marked elements alone. So it reaches nothing that a host puts between them, and what is ours is known by
 * itself, wherever a host puts it.
 */
import { Fragment, jsx as make, jsxs as makeAll } from 'react/jsx-runtime'

export type { JSX } from 'react/jsx-runtime'
export { Fragment }

type Made = Parameters<typeof make>

/** @returns the element, for one child or none */
export function jsx(type: Made[0], props: object, key?: Made[2]): ReturnType<typeof make> {
  return make(type, marked(type, props), key)
}

/** @returns the element, for children whose number does not change */
export function jsxs(type: Made[0], props: object, key?: Made[2]): ReturnType<typeof make> {
  return makeAll(type, marked(type, props), key)
}

/** The props of an element of the page with the mark; those of a component as they are. */
export function marked(type: unknown, props: object): object {
  return typeof type === 'string' ? { ...props, 'data-instagram': '' } : props
}
