import type { CommandLineWords } from './command-line.ts'
import { configurationProblemPtBr } from './configuration.pt-br.ts'
import { countedPtBr as counted } from './counted.ts'

const faults = {
  changed: 'não está como foi escrito',
  missing: 'está faltando',
  unexpected: 'está depois do fim do registro',
}

export const commandLinePtBr: CommandLineWords = {
  commands: {
    serve: {
      summary: 'O servidor HTTP, até SIGTERM ou SIGINT',
      details:
        'Uso: serve [--role web|worker|all] [--migrate]. Escuta em HOST e PORT. --migrate antes leva o banco de dados ao esquema mais novo; sem ela, um banco vazio recebe as tabelas e outro esquema é recusado. web atende as pessoas e não faz o trabalho de fundo; worker faz o trabalho de fundo e só responde /healthz, /readyz e /metrics; all, o padrão, faz os dois. Ligue pelo menos um que trabalhe. Ao receber o sinal, para de aceitar, termina o que está em andamento e fecha o banco de dados.',
    },
    migrate: {
      summary: 'Atualiza o banco de dados para o esquema mais novo e diz o que fez',
      details:
        'Precisa só de DATABASE_URL. --dry-run diz o que aplicaria. Com --from file:<caminho> [--to postgres://…], leva uma instalação SQLite para um banco PostgreSQL vazio (sem --to: o de DATABASE_URL) e prova que tudo chegou; para isso precisa das chaves. Pare o servidor antes. Pode ser interrompido e rodado de novo. Código de saída 1 quando os dois lados diferem.',
    },
    'refresh-tokens': {
      summary: 'Renova todos os tokens que já precisam, como a rotina da madrugada',
      details: 'Com --dry-run só conta. Código de saída 1 quando uma conexão foi perdida de vez.',
    },
    sync: {
      summary: 'Atualiza uma conta, ou todas as que já precisam',
      details:
        'Sem --account, toda conta ativa que não foi atualizada nas últimas 20 horas ou que espera para continuar. Com --account, --from <dia> e --to <dia> (AAAA-MM-DD em Los Angeles, até 729 dias atrás), esses dias são lidos de novo, do mais novo ao mais antigo; o que não couber nas chamadas de uma hora, o servidor lê depois. Código de saída 1 quando alguma falhou.',
    },
    account: {
      takes: '<id | usuário do Instagram | pessoa>',
      summary: 'O que se sabe de uma conta, e por que os números dela não chegam',
      details:
        'Estado, token, as últimas atualizações com o que o Instagram disse, chamadas da hora e o que as segura, quem está com ela, avisos e próximas tentativas. Pelo id, pelo nome de usuário, pelo seu id da pessoa ou pela referência que o log tem dela. Não consulta o Instagram. Código de saída 1 quando ninguém corresponde.',
    },
    doctor: {
      summary: 'Confere configuração, banco de dados, chaves, relógio, aplicativo e acesso, e diz o que fazer',
      details:
        'Cada linha é ok, warn ou fail. Código de saída 1 se houver um fail, 2 quando a própria configuração está errada.',
    },
    backup: {
      takes: '<arquivo>',
      summary: 'Grava uma cópia íntegra do banco SQLite em um arquivo novo, também com o servidor ligado',
      details:
        'Precisa só de DATABASE_URL. A cópia é conferida e não contém chaves. Para restaurar: pare o servidor, ponha o arquivo no lugar do banco (e remova -wal e -shm) e ligue de novo; o que foi apagado depois da cópia é apagado outra vez antes de o servidor responder.',
    },
    'erasures export': {
      takes: '<arquivo|->',
      summary: 'Grava a lista do que foi apagado, para guardar fora do banco de dados; - é a saída padrão',
      details:
        'Um objeto JSON por linha, com códigos que não dizem o nome de ninguém. Um arquivo é trocado inteiro, por um novo que já está em disco. Guarde-o onde uma restauração do banco não chega.',
    },
    'erasures import': {
      takes: '<arquivo|->',
      summary: 'Depois de uma restauração, apaga de novo o que a lista diz que foi apagado; - é a entrada padrão',
      details:
        'Rode antes de o servidor iniciar. Aceita uma lista de erasures export, um arquivo de ERASURE_LEDGER_FILE ou linhas erasure.done do log. O que o banco já sabe fica como está, então pode ser rodado de novo. Linhas cortadas são contadas e deixadas de fora.',
    },
    'erase-traces': {
      summary: 'Não deixa nos arquivos do banco nada do que foi apagado',
      details:
        'Só precisa de DATABASE_URL. No PostgreSQL, onde o que foi apagado fica nos arquivos, cada tabela em que algo se apaga é regravada (VACUUM FULL) e fica bloqueada enquanto isso: rode quando houver pouco uso. O SQLite faz isso sozinho. Apagar as cópias de segurança e o arquivo do log de escrita é com você. Código de saída 1 quando o usuário do banco não pode fazer tudo.',
    },
    'keys generate': { summary: 'Uma chave Fernet nova para INSTAGRAM_TOKEN_ENCRYPTION_KEY' },
    'keys rotate': {
      summary: 'Cifra de novo todos os tokens com a primeira chave e prova que nenhum ficou em uma antiga',
      details:
        'Pode rodar com o servidor ligado, e de novo depois de uma interrupção. Com --dry-run só conta. Código de saída 1 quando um token ficou para trás.',
    },
    'keys declare-lost': {
      takes: '<id da chave>',
      summary: 'Permite reconectar as contas de uma chave perdida; os números ficam guardados',
      details:
        'O id aparece na mensagem de quando o servidor se recusa a iniciar. Sem --yes nada muda: diz quantas contas precisariam ser reconectadas e o que mais se perderia, com código de saída 2. Uma INSTAGRAM_TOKEN_ENCRYPTION_KEY desatualizada parece exatamente uma chave perdida: procure antes a mais nova.',
    },
    'audit verify': {
      takes: '[<âncora>]',
      summary: 'Confere se nenhum evento da auditoria foi alterado, removido ou cortado',
      details:
        'A âncora de uma conferência anterior, ou de uma linha audit.anchor do log, mostra que nada foi cortado nem reescrito desde então. Código de saída 1 quando um evento não está como foi escrito, e ele é nomeado, ou quando eventos só puderam ser contados.',
    },
    sandbox: {
      summary: 'Só o Instagram de testes: um Instagram para desenvolvimento, sem internet',
      details:
        'Escuta em HOST e PORT (padrão 3002) e mostra as variáveis de ambiente que apontam um servidor para ele.',
    },
  },
  usage: 'Uso',
  command: '<comando>',
  file: 'arquivo',
  overviewEnd: [
    'Códigos de saída: 0 feito, 1 falhou, 2 chamado ou configurado errado.',
    'A configuração vem de variáveis de ambiente e das linhas de .env nesta pasta ou de --env-file; veja docs/configuration.md.',
  ],
  unknownCommand: (name) => `Comando desconhecido: ${name}`,
  envFileUnreadable: (file, code) => `As configurações em ${file} não podem ser lidas (${code}).`,
  unknownOption: (rest) => `Opção desconhecida em: ${rest}`,
  unexpected: (rest) => `Isto sobrou: ${rest}`,
  seeHelp: 'Rode instagram-dashboard --help para ver os comandos.',
  configurationWrong: 'A configuração não pode ser usada:',
  problem: configurationProblemPtBr,
  fixVariable: 'Corrija a variável e rode de novo; docs/configuration.md explica cada uma.',
  databaseFailed: (reason) => `O banco de dados não abre: ${reason}`,
  failed: (reason) => `Falhou: ${reason}`,
  upToDate: (name) => `Já está atualizado: ${name ?? 'sem migrações'}`,
  applied: (names) => `Aplicado:\n  ${names.join('\n  ')}`,
  nothingMissing: 'Não falta nada.',
  wouldApply: (names) => `Aplicaria:\n  ${names.join('\n  ')}`,
  schemaAhead: (names) =>
    `Não falta nada. Uma versão mais nova aplicou mais, e esta funciona assim:\n  ${names.join('\n  ')}`,
  schemaWrong: {
    empty: () => 'O banco de dados ainda não tem tabelas: rode instagram-dashboard migrate ou comece com serve.',
    older: ({ found, ours }) =>
      `O esquema do banco de dados (${found}) é mais antigo que esta versão (${ours}): rode instagram-dashboard migrate ou comece com serve --migrate.`,
    newer: ({ found }) =>
      `O esquema do banco de dados (${found}) é mais novo que esta versão: instale a versão mais nova.`,
  },
  unknownRole: (name) => `Papel desconhecido: ${name}. Existem web, worker e all.`,
  listens: (url, role) =>
    role === 'worker'
      ? `Instagram Dashboard trabalhando; o estado responde em ${url}`
      : `Instagram Dashboard no ar em ${url}`,
  portInUse: (port) => `A porta ${port} está em uso: escolha outra em PORT, ou 0 para qualquer uma.`,
  cannotListen: (address, code) => `O servidor não consegue escutar em ${address} (${code}).`,
  refreshed: ({ refreshed, skipped, failed }) => `renovados ${refreshed}, sem mudança ${skipped}, com falha ${failed}`,
  synced: ({ succeeded, partial, failed, skipped }) =>
    `completas ${succeeded}, em parte ${partial}, com falha ${failed}, puladas ${skipped}`,
  syncedOne: ({ username, status, days, calls }) =>
    [
      `@${username}: ${status}`,
      counted(days, ['dia gravado', 'dias gravados']),
      counted(calls, ['chamada', 'chamadas']),
    ].join(', '),
  noSuchAccount: 'Não há conta com este id.',
  whichAccount: 'Qual conta? O id, o nome de usuário, o seu id da pessoa ou a referência que o log tem dela.',
  account: {
    person: 'Pessoa',
    state: 'Estado',
    token: 'Token termina',
    scopes: 'Permissões',
    missing: 'faltam',
    numbers: 'Últimos números',
    never: 'nunca',
    calls: 'Chamadas da última hora',
    lease: 'Em uso',
    nobody: 'por ninguém',
    next: 'Próximas',
    night: 'noite',
    refresh: 'renovação do token',
    catchUp: 'pôr em dia',
    press: 'toque no botão',
    now: 'agora',
    lastNight: 'Última noite',
    findings: 'Por quê',
    runs: 'Últimas atualizações',
    notices: 'Últimos avisos',
    none: 'nenhum',
    others: 'Também corresponde',
  },
  whichDays:
    'Quais dias? --account <id> --from <dia> --to <dia>, como 2026-11-01, de 729 dias atrás até hoje em Los Angeles.',
  tokensSeen: (count) => counted(count, ['token visto', 'tokens vistos']),
  sealed: ({ isDryRun, rewrapped, skipped, total }) =>
    `${isDryRun ? 'a cifrar de novo' : 'cifrados de novo'} ${rewrapped}, mudados por outro processo ${skipped}, de ${counted(total, ['token', 'tokens'])}`,
  unopened: (ids) => `Estes não abrem e ficaram como estavam: ${ids}`,
  noneLeft: 'Nenhum ficou em uma chave antiga.',
  left: (count) => counted(count, ['token ficou em uma chave antiga.', 'tokens ficaram em uma chave antiga.']),
  whichKey:
    'Qual chave? O id tem oito caracteres de 0-9 e a-f; ele aparece na mensagem de quando o servidor se recusa a iniciar.',
  wouldLose: ({ keyId, accounts, otherTokens, people, auditLog }) =>
    [
      `Só a chave ${keyId} abre:`,
      `  ${counted(accounts, ['token de conta', 'tokens de contas'])}, a reconectar por quem é dono`,
      ...(otherTokens > 0 ? [`  ${counted(otherTokens, ['outro token', 'outros tokens'])}`] : []),
      ...(people > 0
        ? [`  os nomes que o registro de auditoria tem de ${counted(people, ['pessoa', 'pessoas'])}`]
        : []),
      ...(auditLog ? ['  o segredo do registro de auditoria: os eventos até aqui só poderiam ser contados'] : []),
      `Nada foi alterado. Se esta chave se perdeu de vez: keys declare-lost ${keyId} --yes`,
    ].join('\n'),
  nothingSealed: (keyId, keysInUse) =>
    `Nada está cifrado com a chave ${keyId}. ${keysInUse === '' ? 'Não há tokens guardados.' : `Chaves dos tokens guardados: ${keysInUse}.`}`,
  lost: (count) =>
    `${counted(count, ['conta precisa ser reconectada', 'contas precisam ser reconectadas'])}; os números ficam guardados.`,
  keyNotLost: (keyId) => `A chave ${keyId} está em INSTAGRAM_TOKEN_ENCRYPTION_KEY: nada foi perdido.`,
  notAnAnchor: 'Isto não é uma âncora. Ela tem a forma 1234:… e aparece na resposta de uma conferência anterior.',
  chainWhole: (events) =>
    events === 0
      ? 'Ainda não há eventos.'
      : events === 1
        ? 'O único evento está como foi escrito.'
        : `Todos os ${counted(events, ['evento', 'eventos'])} estão como foram escritos.`,
  chainFault: ({ sequence, kind, events }) =>
    `O evento ${sequence} ${faults[kind]}` +
    (events === 0
      ? '.'
      : events === 1
        ? '; o evento antes dele está como foi escrito.'
        : `; os ${counted(events, ['evento', 'eventos'])} antes dele estão como foram escritos.`),
  chainChecked: ({ from, to }) =>
    from === to ? `O evento ${from} está como foi escrito.` : `Os eventos ${from} a ${to} estão como foram escritos.`,
  countedOnly: (from) =>
    `Os eventos antes de ${from} só puderam ser contados: a chave deles foi perdida. Nenhum deles falta; não dá para dizer se estão como foram escritos.`,
  anchor: (text) => `Âncora: ${text}`,
  whichFile: 'Em qual arquivo? Diga um que ainda não existe.',
  backedUp: (path) => `Gravado e conferido: ${path}`,
  whichList: 'Qual arquivo? O nome de um, ou - para a saída ou a entrada padrão.',
  notAList: 'Isto não é uma lista do que foi apagado: nenhuma linha pôde ser lida.',
  listWritten: ({ erasures, path }) => `${counted(erasures, ['item gravado', 'itens gravados'])} em ${path}`,
  listRead: ({ read, unreadable, erasedAgain }) =>
    `${counted(read, ['item lido', 'itens lidos'])}, ${counted(erasedAgain, ['apagado', 'apagados'])} de novo` +
    (unreadable === 0 ? '.' : `; ${counted(unreadable, ['linha não pôde ser lida', 'linhas não puderam ser lidas'])}.`),
  tracesErased: (tables) =>
    tables === 0
      ? 'Nada do que foi apagado ficou no arquivo do banco nem no log dele.'
      : `Nada do que foi apagado ficou nos arquivos de ${counted(tables, ['tabela', 'tabelas'])}.`,
  tracesHeld: 'Uma transação está aberta há mais de um minuto e pode ver o que foi apagado: encerre-a e rode de novo.',
  tracesElsewhere:
    'O log de escrita guarda até reutilizar os arquivos dele; o arquivo desse log e as cópias de segurança, até você apagar.',
  tracesRefused: (statements) => `Para um superusuário, pois este usuário não pode: ${statements}`,
  badPort: 'PORT deve ser um número inteiro de 0 a 65535',
  doctorEnd: ({ ok, warn, fail }) => `${ok} ok, ${warn} warn, ${fail} fail`,
}
