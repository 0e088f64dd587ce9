/** @jsxImportSource #own */
import { Component, Suspense, type ReactNode } from 'react'

interface PartBoundaryProps {
  /** The host's component: another one has its own chance. */
  part: unknown
  /** Stands in its place when it fails, and until it is there. */
  ours: ReactNode
  onFault: (fault: unknown) => void
  children: ReactNode
}

interface PartBoundaryState {
  part: unknown
  hasFailed: boolean
  chancesLeft: number
}

/** A component that a host writes where it renders is another one each time, and fails as often. */
const chances = 3

/** Keeps the fault of a host's component, and the time until it is loaded, to the place of that component. */
export class PartBoundary extends Component<PartBoundaryProps, PartBoundaryState> {
  override state: PartBoundaryState = { part: this.props.part, hasFailed: false, chancesLeft: chances }

  static getDerivedStateFromProps({ part }: PartBoundaryProps, before: PartBoundaryState): PartBoundaryState | null {
    if (part === before.part) return null
    if (!before.hasFailed) return { part, hasFailed: false, chancesLeft: chances }
    return { part, hasFailed: before.chancesLeft === 0, chancesLeft: Math.max(0, before.chancesLeft - 1) }
  }

  static getDerivedStateFromError(): Pick<PartBoundaryState, 'hasFailed'> {
    return { hasFailed: true }
  }

  override componentDidCatch(fault: unknown): void {
    this.props.onFault(fault)
  }

  override render(): ReactNode {
    const { ours, children } = this.props
    // A server, too, writes what waits in place of what fails.
    return this.state.hasFailed ? ours : <Suspense fallback={ours}>{children}</Suspense>
  }
}
