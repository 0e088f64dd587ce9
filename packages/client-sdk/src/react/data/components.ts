import type { ComponentType } from 'react'
import type { PartProps } from './part-props.ts'

export type PartName = keyof PartProps

/** A component of the host's in place of one of ours: it gets the same props, and ours as `Default`. */
export type InstagramComponent<Name extends PartName> = ComponentType<
  PartProps[Name] & { Default: ComponentType<PartProps[Name]> }
>

/** Components of a host's own in place of ours, by the name of the part; what is left out stays ours. */
export type InstagramComponents = { [Name in PartName]?: InstagramComponent<Name> | undefined }
