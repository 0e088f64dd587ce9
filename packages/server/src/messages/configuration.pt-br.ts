/** What is wrong with a variable, as `config.ts` and the vault say it, in Portuguese. */
const problems: readonly (readonly [english: RegExp, portuguese: string])[] = [
  [/^is missing$/, 'está faltando'],
  [/^or AUTH_JWKS_URL is missing$/, 'ou AUTH_JWKS_URL está faltando'],
  [/^is missing, and (HOST_WEBHOOK_URL|AUTH_JWKS_URL) needs it$/, 'está faltando, e $1 precisa dela'],
  [/^is not valid$/, 'não é válida'],
  [/^must be an https URL .*$/, 'precisa ser um endereço https (http, só em localhost)'],
  [/^must have no query and no fragment$/, 'não pode ter “?” nem “#”'],
  [/^must be origins such as (.+)$/, 'precisa ter origens como $1'],
  [/^must be a number$/, 'precisa ser um número'],
  [/^must be a whole number$/, 'precisa ser um número inteiro'],
  [/^must be at least (\d+)$/, 'precisa ser no mínimo $1'],
  [/^must be at most (\d+)$/, 'precisa ser no máximo $1'],
  [/^must be a cron pattern or off$/, 'precisa ser um padrão de cron ou off'],
  [/^must be an IANA time zone such as (.+)$/, 'precisa ser um fuso horário IANA, como $1'],
  [/^must look like (.+)$/, 'precisa ter a forma $1'],
  [/^must start with (\S+) or (\S+)$/, 'precisa começar com $1 ou $2'],
  [/^must have at least (\d+) bytes$/, 'precisa ter pelo menos $1 bytes'],
  [/^must have at least (\d+) characters$/, 'precisa ter pelo menos $1 caracteres'],
  [/^must have no spaces$/, 'não pode ter espaços'],
  [/^is too easy to guess: make one with (.+)$/, 'não serve, porque é fácil de adivinhar: crie outra com $1'],
  [
    /^is a sample that was printed for everybody: make one with (.+)$/,
    'não serve, porque é um exemplo publicado: crie outra com $1',
  ],
  [/^is not a secret that Meta gave out$/, 'não é um segredo dado pela Meta'],
  [/^must be base64 after whsec_$/, 'precisa ser base64 depois de whsec_'],
  [/^must hold keys of at least (\d+) bytes$/, 'precisa ter chaves de pelo menos $1 bytes'],
  [/^must hold keys of at most (\d+) bytes$/, 'precisa ter chaves de no máximo $1 bytes'],
  [/^can not be read: encode special signs, such as @ as %40$/, 'não pode ser lida: codifique sinais, como @ em %40'],
  [/^says (\S+) twice$/, 'diz $1 duas vezes'],
  [/^says both ssl and sslmode: leave ssl out$/, 'diz ssl e sslmode: tire ssl'],
  [/^has an unknown sslmode: there are (.+)$/, 'tem um sslmode desconhecido: existem $1'],
  [/^must be a level such as (.+)$/, 'precisa ser um nível, como $1'],
  [/^must be (\S+) or (\S+)$/, 'precisa ser $1 ou $2'],
  [/^and (\w+) are both set: take one of them away$/, 'e $1 estão definidas: tire uma delas'],
  [/^names an empty file$/, 'indica um arquivo vazio'],
  [/^can not be read \((\w+)\)$/, 'não pode ser lida ($1)'],
  [/^has no key$/, 'não tem nenhuma chave'],
  [
    /^key (\d+) is not a Fernet key \(32 bytes, base64url\)$/,
    'tem uma chave que não é Fernet (32 bytes, base64url): a de número $1',
  ],
  [
    /^does not open the stored tokens: the key with id (.+) is missing or damaged$/,
    'não abre os tokens guardados: a chave de id $1 está faltando ou danificada',
  ],
]

/** Unknown words stay as they are: better English than nothing. */
export function configurationProblemPtBr(problem: string): string {
  const found = problems.find(([english]) => english.test(problem))
  return found ? problem.replace(found[0], found[1]) : problem
}
