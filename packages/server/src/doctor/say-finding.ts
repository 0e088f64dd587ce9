import type { MessageParameters } from '../messages/catalogue.ts'
import { say, type Locale } from '../messages/messages.ts'
import { nameForHosts } from '../config.ts'
import type { DoctorCheck, DoctorCheckId } from './contract.ts'
import { findings, type Finding, type FindingWithNext } from './findings.ts'

/** A finding as the reader sees it, with its next step. */
export type Find = <Name extends Finding>(name: Name, parameters: MessageParameters[`doctor.${Name}`]) => DoctorCheck

/** @param place whether the reader runs us inside of a host, where variables have their prefix */
export function sayIn(locale: Locale, { isEmbedded }: { isEmbedded: boolean }): Find {
  const named = isEmbedded ? nameForHosts : (text: string) => text
  return (name, parameters) => {
    return {
      id: name.slice(0, name.indexOf('.')) as DoctorCheckId,
      status: findings[name].status,
      message: named(say(`doctor.${name}`, locale, parameters)),
      // The next step of a finding is told with the finding's own parameters.
      next: hasNext(name) ? named(say(`doctor.${name}.next`, locale, parameters as never)) : null,
    }
  }
}

function hasNext(name: Finding): name is FindingWithNext {
  return findings[name].hasNext
}
