/** @jsxImportSource #own */
import { createElement, type Attributes, type ComponentType, type ReactNode } from 'react'
import { InstagramError } from '../../errors.ts'
import { type PartName, type PartProps, useInstagramContext } from '../data/index.ts'
import { PartBoundary } from './part-boundary.tsx'

/** Which parts each provider has told of: a host that renders anew when it is told would be told without end. */
const told = new WeakMap<object, Set<PartName>>()

/**
 * A component that shows the host's part of this name where there is one, and ours everywhere else. Of what a host's part
 * throws `onError` is told, once for each name, and ours is shown in its place, as it is until a part is loaded.
 */
// @__NO_SIDE_EFFECTS__
export function replaceable<Name extends PartName>(
  name: Name,
  Ours: ComponentType<PartProps[Name]>,
): (props: PartProps[Name]) => ReactNode {
  /** Ours as the host gets it: by `{...props}` it would be given itself, which is no attribute of an element. */
  function Default(props: PartProps[Name]) {
    const own = { ...props }
    Reflect.deleteProperty(own, 'Default')
    return createElement(Ours, own)
  }
  return function Part(props) {
    const { components, events, t } = useInstagramContext()
    const Theirs = components[name]
    const ours = createElement(Ours, props)
    if (Theirs === undefined) return ours
    const report = (fault: unknown) => {
      const names = told.get(events) ?? new Set()
      if (names.has(name)) return
      told.set(events, names.add(name))
      const cause = new Error(`The component in place of ${name} failed`, { cause: fault })
      events.report(new InstagramError('INTERNAL', t.errors.unexpected, { action: 'none', cause }))
    }
    return (
      <PartBoundary part={Theirs} ours={ours} onFault={report}>
        {createElement(
          Theirs,
          Object.assign<Attributes, typeof props, { Default: typeof Default }>({}, props, { Default }),
        )}
      </PartBoundary>
    )
  }
}
