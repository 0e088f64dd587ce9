import type { TestProject } from 'vitest/node'
import { openDatabase } from '../src/index.ts'
import { onDatabase, runOnServer } from './postgres-server.ts'
import { findPostgres, makeCluster, startPostgres } from './start-postgres.ts'

const template = 'template_of_the_tests'

/** One server for all tests of a project, with a database of the newest schema that theirs are copies of. */
export async function setup(project: TestProject): Promise<() => void> {
  const programs = findPostgres()
  if (!programs) return () => undefined
  const dropCluster = makeCluster()
  const { url, stop: stopServer } = startPostgres(programs)
  const stop = () => {
    stopServer()
    dropCluster()
  }
  try {
    await runOnServer(url, `CREATE DATABASE ${template}`)
    await (await openDatabase(onDatabase(url, template))).close()
    project.provide('postgres', { url, template })
  } catch (error) {
    stop()
    throw error
  }
  return stop
}
