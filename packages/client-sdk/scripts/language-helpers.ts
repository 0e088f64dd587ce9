/** What tRPC's own build writes for engines that know less of the language than those that we build for. */
const written = /function _(objectSpread2|defineProperty)\([\s\S]*?\n\}/g

const short: Record<string, string> = {
  objectSpread2: 'function _objectSpread2(target, ...sources) { return Object.assign(target, ...sources) }',
  defineProperty: 'function _defineProperty(target, key, value) { target[key] = value; return target }',
}

/** A plugin for tsdown that says in a line what those helpers say in seventy: hosts download them. */
export const languageHelpers = {
  name: 'language-helpers',
  transform: (code: string, id: string) =>
    /[\\/]@trpc[\\/]/.test(id) && code.includes('function _objectSpread2(')
      ? { code: code.replaceAll(written, (whole, name: string) => short[name] ?? whole), map: null }
      : null,
}
