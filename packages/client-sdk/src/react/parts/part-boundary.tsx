/** @jsxImportSource #own */
import { Component, type ReactNode } from 'react'

interface PartBoundaryProps {
  /** The host's component: another one has its own chance. */
  part: unknown
  /** Stands in its place when it fails. */
  ours: ReactNode
  onFault: (fault: unknown) => void
  children: ReactNode
}

interface PartBoundaryState {
  part: unknown
  hasFailed: boolean
}

/** Keeps the fault of a host's component to the place of that component. */
export class PartBoundary extends Component<PartBoundaryProps, PartBoundaryState> {
  override state: PartBoundaryState = { part: this.props.part, hasFailed: false }

  static getDerivedStateFromProps({ part }: PartBoundaryProps, before: PartBoundaryState): PartBoundaryState | null {
    return part === before.part ? null : { part, hasFailed: false }
  }

  static getDerivedStateFromError(): Pick<PartBoundaryState, 'hasFailed'> {
    return { hasFailed: true }
  }

  override componentDidCatch(fault: unknown): void {
    this.props.onFault(fault)
  }

  override render(): ReactNode {
    return this.state.hasFailed ? this.props.ours : this.props.children
  }
}
