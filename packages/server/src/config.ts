import { relatedFaults, type ConfigurationFault } from './config-faults.ts'
import { isSandboxOn, sandboxFaults, withSandbox } from './config-sandbox.ts'
import { readSetting, type Environment, type ReadSetting } from './config-files.ts'
import { genericName, namesOf, prefixedName, withPrefixes } from './config-names.ts'
import type { Configuration } from './config-options.ts'
import { configurationSchema, defaultDatabaseUrl } from './config-schema.ts'
import { generateFernetKey } from './vault/index.ts'

export type { Configuration, ConfigurationInput } from './config-options.ts'
export type { ConfigurationFault } from './config-faults.ts'
export { secretVariables } from './config-files.ts'

type Option = keyof typeof configurationSchema.shape

const options = Object.keys(configurationSchema.shape) as Option[]

/** Every fault of a configuration at once, without a single value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly faults: ConfigurationFault[]

  constructor(faults: ConfigurationFault[]) {
    super(
      ['The configuration is not usable:', ...faults.map(({ variable, problem }) => `  ${variable} ${problem}`)].join(
        '\n',
      ),
    )
    this.faults = faults
  }
}

/** The texts of messages name variables as the command line does; this is how they are named inside of a host. */
export const nameForHosts = (text: string): string => withPrefixes(text, options)

/** The names of all environment variables that `serve` and the command line read. */
export const variables: readonly string[] = options.flatMap((option) => namesOf(option, { isEmbedded: false }))

export interface ValidateOptions {
  /** The standalone server has no host that says who a caller is, so it needs a JWT secret or a JWKS. */
  needsJwt: boolean
}

/**
 * Validates a configuration and fills in the defaults.
 * @param variableOf the variable that said a setting; when not given, the name with the prefix unless the input itself
 * says that it is not embedded
 * @throws ConfigurationError naming every fault
 */
export function validateConfiguration(
  input: unknown,
  { needsJwt, variableOf }: ValidateOptions & { variableOf?: (option: string) => string },
): Configuration {
  const said = (typeof input === 'object' && input !== null ? input : {}) as Partial<
    Record<keyof Configuration, unknown>
  >
  const isSandbox = isSandboxOn(said)
  const given = isSandbox ? withSandbox(said) : said
  const parsed = configurationSchema.safeParse(given)
  const isEmbedded = given.isEmbedded !== false
  const nameOf = variableOf ?? (isEmbedded ? prefixedName : genericName)
  const faults: ConfigurationFault[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({
        variable: nameOf(String(issue.path[0] ?? 'configuration')),
        problem: issue.code === 'custom' || issue.message !== 'Invalid input' ? issue.message : 'is not valid',
      }))
  faults.push(...unknownOptions(given), ...relatedFaults(given, { needsJwt, nameOf }))
  if (isSandbox) faults.push(...sandboxFaults(said, { nodeEnvs: [said.nodeEnv, process.env['NODE_ENV']], nameOf }))
  if (!parsed.success || faults.length > 0) throw new ConfigurationError(eachOnce(faults))
  const isHostDatabaseIgnored = given.isHostDatabaseIgnored === true && parsed.data.databaseUrl === defaultDatabaseUrl
  return { ...parsed.data, isEmbedded, isHostDatabaseIgnored }
}

/** What we do not know we can not heed, and whoever says it counts on it. */
function unknownOptions(given: Record<string, unknown>): ConfigurationFault[] {
  const known: readonly string[] = [...options, 'isEmbedded', 'isHostDatabaseIgnored']
  return Object.keys(given)
    .filter((option) => given[option] !== undefined && !known.includes(option))
    .map((option) => ({ variable: option, problem: 'is no option of createInstagramDashboard' }))
}

/** Several parts of a list can be wrong in the same way. */
function eachOnce(faults: readonly ConfigurationFault[]): ConfigurationFault[] {
  return [...new Map(faults.map((fault) => [`${fault.variable} ${fault.problem}`, fault])).values()]
}

/**
 * Reads the settings of an embedded dashboard. Inside of a host only names that begin with `INSTAGRAM_` are ours:
 * `INSTAGRAM_DATABASE_URL`, `INSTAGRAM_LOG_LEVEL`; the host's own `DATABASE_URL`, `PORT` or `LOG_LEVEL` are not looked at.
 * An empty variable counts as absent, and what is secret may stand in a file instead (`INSTAGRAM_DATABASE_URL_FILE`).
 * @throws ConfigurationError naming every fault at once
 */
export function readConfiguration(environment: Environment): Configuration {
  const place = { isEmbedded: true, isHostDatabaseIgnored: hasOnlyHostDatabase(environment), needsJwt: false }
  return read(environment, { wanted: options }, place)
}

function hasOnlyHostDatabase(environment: Environment): boolean {
  const isSet = (name: string) => [name, `${name}_FILE`].some((variable) => Boolean(environment[variable]?.trim()))
  return isSet(genericName('databaseUrl')) && !isSet(prefixedName('databaseUrl'))
}

/**
 * Reads the settings of `serve` and the command line, whose environment is theirs: each setting by its name with the
 * prefix, or else by the name without.
 * @throws ConfigurationError naming every fault at once
 */
export function readOwnConfiguration(
  environment: Environment,
  { needsJwt }: ValidateOptions = { needsJwt: false },
): Configuration {
  return read(environment, { wanted: options }, { isEmbedded: false, isHostDatabaseIgnored: false, needsJwt })
}

type Place = Pick<Configuration, 'isEmbedded' | 'isHostDatabaseIgnored'> & ValidateOptions

function read(
  environment: Environment,
  { wanted, given = {} }: { wanted: readonly Option[]; given?: Partial<Configuration> },
  { needsJwt, ...place }: Place,
): Configuration {
  const settings = new Map<string, ReadSetting>(
    wanted.map((option) => [option, readSetting(option, environment, place)]),
  )
  const texts = [...settings].flatMap(([option, { text }]) => {
    if (text === undefined) return []
    return [[option, option === 'allowedOrigins' ? text.split(',').map((part) => part.trim()) : text]]
  })
  const variableOf = (option: string) => settings.get(option)?.variable ?? genericName(option)
  const faults = [...settings.values()].flatMap(({ fault }) => fault ?? [])
  const input: unknown = { ...given, ...place, ...Object.fromEntries(texts) }
  if (faults.length === 0) return validateConfiguration(input, { needsJwt, variableOf })
  try {
    validateConfiguration(input, { needsJwt, variableOf })
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    // What a file should have said is not missing besides.
    const inFiles = faults.map(({ variable }) => variable.replace(/_FILE$/, ''))
    faults.push(...error.faults.filter(({ variable }) => !inFiles.includes(variable)))
  }
  throw new ConfigurationError(faults)
}

/**
 * Some settings of a command that needs only them: the others, which every other command asks for, stand there as
 * something that is never used.
 * @param given what is not asked of the environment, because the command itself was told
 * @throws ConfigurationError for those that are wanted
 */
export function readConfigurationFor(
  environment: Environment,
  wanted: readonly ('databaseUrl' | 'instagramTokenEncryptionKey')[],
  given: Partial<Configuration> = {},
): Configuration {
  const unused = {
    instagramAppId: 'unused',
    instagramAppSecret: 'unused',
    instagramRedirectUri: 'https://unused.invalid/',
    ...(wanted.includes('instagramTokenEncryptionKey') ? {} : { instagramTokenEncryptionKey: generateFernetKey() }),
  }
  const place = { isEmbedded: false, isHostDatabaseIgnored: false, needsJwt: false }
  // Where the tables are belongs to the address.
  const all: readonly Option[] = wanted.includes('databaseUrl') ? [...wanted, 'databaseSchema'] : wanted
  const asked = all.filter((option) => given[option] === undefined)
  return read(environment, { wanted: asked, given: { ...unused, ...given } }, place)
}
