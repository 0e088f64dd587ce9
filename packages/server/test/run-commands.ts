/**
 * A program: runs lines of the command line one after another, each in its folder, in one process. Reads
 * `{ lines: [{ cwd, argv, env }] }` from standard input and prints what became of each as JSON.
 */
import { json } from 'node:stream/consumers'
import { runCommandLine } from '../src/cli/run-command-line.ts'

export interface CommandLine {
  cwd: string
  argv: string[]
  env: Record<string, string>
}

export interface RanCommand {
  code: number
  output: string
}

if (import.meta.main) {
  const { lines } = (await json(process.stdin)) as { lines: CommandLine[] }
  const ran: RanCommand[] = []
  for (const { cwd, argv, env } of lines) {
    process.chdir(cwd)
    let output = ''
    const write = (text: string) => {
      output += `${text}\n`
    }
    const code = await runCommandLine(argv, {
      environment: { ...env },
      write,
      writeError: write,
      writeProgress: () => undefined,
      // What serves is told to end once it is ready.
      untilStopped: (stop) => stop(),
    })
    ran.push({ code, output })
  }
  process.stdout.write(`\n${JSON.stringify(ran)}`)
  process.exit(0)
}
