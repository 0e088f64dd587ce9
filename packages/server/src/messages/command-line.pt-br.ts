import type { CommandLineWords } from './command-line.ts'

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
        'Escuta em HOST e PORT. Ao receber o sinal, para de aceitar, termina o que está em andamento e fecha o banco de dados.',
    },
    migrate: {
      summary: 'Leva o banco de dados ao esquema mais novo e diz o que fez',
      details:
        'Precisa só de DATABASE_URL. Com --from file:<caminho> [--to postgres://…], leva uma instalação SQLite para um banco PostgreSQL vazio (sem --to: o de DATABASE_URL) e prova que tudo chegou; para isso precisa das chaves. Pare o servidor antes. Pode ser interrompido e rodado de novo. Código de saída 1 quando os dois lados diferem.',
    },
    'refresh-tokens': {
      summary: 'Renova todos os tokens que estão na hora, como a rotina da noite',
      details: 'Com --dry-run só conta. Código de saída 1 quando uma conexão foi perdida de vez.',
    },
    sync: {
      summary: 'Atualiza uma conta, ou todas que estão na hora',
      details:
        'Uso: sync [--account <id>] [--due]. Sem --account, toda conta ativa que não foi atualizada nas últimas 20 horas ou que espera para continuar. Código de saída 1 quando alguma falhou.',
    },
    doctor: {
      summary: 'Confere configuração, banco de dados, chaves, relógio, aplicativo e acesso, e diz o que fazer',
      details:
        'Cada linha é ok, warn ou fail. Código de saída 1 se houver um fail, 2 quando a própria configuração está errada.',
    },
    backup: {
      summary: 'Grava uma cópia íntegra do banco SQLite em um arquivo novo, também com o servidor ligado',
      details:
        'Uso: backup <arquivo>. A cópia é conferida e não contém chaves. Para restaurar: pare o servidor, ponha o arquivo no lugar do banco (e remova -wal e -shm) e ligue de novo; o que foi apagado depois da cópia é apagado outra vez antes de o servidor responder.',
    },
    'keys generate': { summary: 'Uma chave Fernet nova para INSTAGRAM_TOKEN_ENCRYPTION_KEY' },
    'keys rotate': {
      summary: 'Guarda todos os tokens com a primeira chave e prova que nenhum ficou em uma antiga',
      details:
        'Pode rodar com o servidor ligado, e de novo depois de uma interrupção. Com --dry-run só conta. Código de saída 1 quando um token ficou para trás.',
    },
    'keys declare-lost': {
      summary: 'Deixa reconectar as contas de uma chave perdida; os números ficam',
      details: 'Uso: keys declare-lost <id da chave>. O id aparece na mensagem que impede o início.',
    },
    'audit verify': {
      summary: 'Confere se nenhum evento da auditoria foi alterado, removido ou cortado',
      details:
        'Uso: audit verify [<âncora>]. A âncora de uma conferência anterior, ou de uma linha audit.anchor do log, mostra que nada foi cortado nem reescrito desde então. Código de saída 1 quando um evento não está como foi escrito; ele é nomeado.',
    },
    sandbox: {
      summary: 'Só o Instagram de testes: um Instagram para desenvolvimento, sem internet',
      details:
        'Escuta em HOST e PORT (padrão 3002) e mostra as variáveis de ambiente que apontam um servidor para ele.',
    },
  },
  usage: 'Uso',
  overviewEnd: [
    'Códigos de saída: 0 feito, 1 falhou, 2 chamado ou configurado errado.',
    'A configuração vem de variáveis de ambiente; veja docs/configuration.md.',
  ],
  unknownCommand: (name) => `Comando desconhecido: ${name}`,
  unknownOption: (rest) => `Opção desconhecida em: ${rest}`,
  unexpected: (rest) => `Não esperado: ${rest}`,
  seeHelp: 'Rode instagram-dashboard --help para ver os comandos.',
  databaseFailed: (reason) => `O banco de dados não abre: ${reason}`,
  failed: (reason) => `Falhou: ${reason}`,
  upToDate: (name) => `Já está atualizado: ${name ?? 'sem migrações'}`,
  applied: (names) => `Aplicado:\n  ${names.join('\n  ')}`,
  listens: (url) => `Instagram Dashboard escuta em ${url}`,
  portInUse: (port) => `A porta ${port} está em uso: escolha outra em PORT, ou 0 para qualquer uma.`,
  cannotListen: (address, code) => `O servidor não consegue escutar em ${address} (${code}).`,
  refreshed: ({ refreshed, skipped, failed }) => `renovados ${refreshed}, sem mudança ${skipped}, com falha ${failed}`,
  synced: ({ succeeded, partial, failed, skipped }) =>
    `completas ${succeeded}, em parte ${partial}, com falha ${failed}, puladas ${skipped}`,
  syncedOne: ({ username, status, days, calls }) => `@${username}: ${status}, ${days} dias gravados, ${calls} chamadas`,
  noSuchAccount: 'Não há conta com este id.',
  tokensSeen: (count) => `${count} tokens vistos`,
  sealed: ({ isDryRun, rewrapped, skipped, total }) =>
    `${isDryRun ? 'a guardar de novo' : 'guardados de novo'} ${rewrapped}, sem mudança ${skipped}, de ${total} tokens`,
  unopened: (ids) => `Estes não abrem e ficaram como estavam: ${ids}`,
  noneLeft: 'Nenhum ficou em uma chave antiga.',
  left: (count) => `${count} ficaram em uma chave antiga.`,
  whichKey: 'Qual chave? O id tem oito caracteres de 0-9 e a-f; a mensagem que impede o início mostra qual é.',
  lost: (count) => `${count} contas precisam ser reconectadas; os números ficam guardados.`,
  keyNotLost: (keyId) => `A chave ${keyId} está em INSTAGRAM_TOKEN_ENCRYPTION_KEY: nada foi perdido.`,
  notAnAnchor: 'Isto não é uma âncora. Ela tem a forma 1234:… e aparece na resposta de uma conferência anterior.',
  chainWhole: (events) => `Todos os ${events} eventos estão como foram escritos.`,
  chainFault: ({ sequence, kind, events }) =>
    `O evento ${sequence} ${faults[kind]}; os ${events} eventos antes dele estão como foram escritos.`,
  countedOnly: (from) => `Os eventos antes de ${from} só puderam ser contados: a chave deles foi perdida.`,
  anchor: (text) => `Âncora: ${text}`,
  whichFile: 'Qual arquivo? Ele ainda não pode existir.',
  backedUp: (path) => `Gravado e conferido: ${path}`,
  badPort: 'PORT deve ser um número inteiro de 0 a 65535',
  doctorEnd: ({ ok, warn, fail }) => `${ok} ok, ${warn} warn, ${fail} fail`,
}
