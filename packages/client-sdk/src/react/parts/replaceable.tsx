/** @jsxImportSource #own */
import { createElement, type Attributes, type ComponentType, type ReactNode } from 'react'
import { InstagramError } from '../../errors.ts'
import { type PartName, type PartProps, useInstagramContext } from '../data/index.ts'
import { PartBoundary } from './part-boundary.tsx'

/**
 * A component that shows the host's part of this name where there is one, and ours everywhere else. What a host's part
 * throws is told to `onError`, and ours is shown in its place.
 */
// @__NO_SIDE_EFFECTS__
export function replaceable<Name extends PartName>(
  name: Name,
  Ours: ComponentType<PartProps[Name]>,
): (props: PartProps[Name]) => ReactNode {
  return function Part(props) {
    const { components, events, t } = useInstagramContext()
    const Theirs = components[name]
    const ours = createElement(Ours, props)
    if (Theirs === undefined) return ours
    const report = (fault: unknown) => {
      const cause = new Error(`The component in place of ${name} failed`, { cause: fault })
      events.report(new InstagramError('INTERNAL', t.errors.unexpected, { action: 'none', cause }))
    }
    return (
      <PartBoundary part={Theirs} ours={ours} onFault={report}>
        {createElement(
          Theirs,
          Object.assign<Attributes, typeof props, { Default: typeof Ours }>({}, props, { Default: Ours }),
        )}
      </PartBoundary>
    )
  }
}
