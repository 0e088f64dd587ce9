// What a million accounts take; see docs/scaling.md.
import { reportScaling } from './report.ts'

console.log(reportScaling())
