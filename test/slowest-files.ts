import type { Reporter, TestModule } from 'vitest/node'

const howMany = 10

/** Says at the end which files took longest: whoever makes the tests slow shall see it. */
export default class SlowestFiles implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const times = modules.map((module) => {
      const { duration, collectDuration, prepareDuration, setupDuration } = module.diagnostic()
      const all = duration + collectDuration + prepareDuration + setupDuration
      return { name: `${module.relativeModuleId} (${module.project.name})`, seconds: all / 1000 }
    })
    if (times.length <= howMany) return
    const slowest = times.toSorted((a, b) => b.seconds - a.seconds).slice(0, howMany)
    console.log(
      `\nSlowest files:\n${slowest.map(({ name, seconds }) => `  ${seconds.toFixed(1).padStart(6)} s  ${name}`).join('\n')}`,
    )
  }
}
