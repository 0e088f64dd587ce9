/**
 * React Native's `AbortController` is one from before signals had reasons: without them a call could not say why it was given
 * up. What a runtime has by itself stays as it is.
 */
export function giveAbortReasons(): void {
  const { AbortController: Controller, AbortSignal: Signal } = globalThis
  if (typeof Signal === 'undefined' || typeof Signal.prototype.throwIfAborted === 'function') return
  const reasons = new WeakMap<AbortSignal, unknown>()
  const abort = Controller.prototype.abort
  Controller.prototype.abort = function (this: AbortController, reason?: unknown) {
    const given = reason ?? Object.assign(new Error('This operation was aborted'), { name: 'AbortError' })
    if (!this.signal.aborted) reasons.set(this.signal, given)
    abort.call(this)
  }
  Object.defineProperty(Signal.prototype, 'reason', {
    configurable: true,
    get(this: AbortSignal) {
      return reasons.get(this)
    },
  })
  Signal.prototype.throwIfAborted = function (this: AbortSignal) {
    if (this.aborted) throw this.reason
  }
}
