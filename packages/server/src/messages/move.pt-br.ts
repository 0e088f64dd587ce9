import type { MoveWords } from './move.ts'

export const movePtBr: MoveWords = {
  fromWhere:
    'De onde para onde? migrate --from file:<caminho> --to postgres://…; sem --to, o destino é o de DATABASE_URL.',
  table: 'tabela',
  rows: 'linhas',
  checksum: 'soma',
  moved: ({ written }) => `${written} linhas gravadas. Todas as tabelas têm as mesmas linhas dos dois lados.`,
  keyMissing:
    'As linhas estão lá, mas falta em INSTAGRAM_TOKEN_ENCRYPTION_KEY a chave desta instalação, e sem ela não dá para conferir a auditoria: inclua a chave e rode o comando de novo.',
  refused: {
    source_missing: () => 'Não há instalação em --from.',
    source_outdated: () =>
      'O banco de --from tem um esquema diferente do desta versão: rode migrate nele com esta versão primeiro.',
    source_empty: () => 'O banco de --from nunca foi usado: comece direto no destino.',
    source_in_use: () =>
      'Há um servidor trabalhando no banco de --from: pare o servidor e rode de novo. Se ele caiu, o trabalho dele vale como encerrado em alguns minutos.',
    source_changed: () =>
      'Alguém gravou no banco de --from durante a mudança: pare o servidor, esvazie o destino e rode de novo.',
    target_in_use: () => 'Outro processo está abrindo ou preenchendo o destino: espere e rode de novo.',
    target_not_empty: (table) => `O destino não está vazio (${table}): use um banco vazio.`,
    target_of_another: () => 'O destino já foi começado com outra instalação: use um banco vazio.',
    unstorable_text: (table) =>
      `Uma linha de ${table} tem um texto que o PostgreSQL não guarda (o caractere NUL ou metade de um caractere): corrija e rode de novo.`,
    differs: (table) =>
      `As linhas de ${table} não são iguais dos dois lados: um deles mudou depois que a mudança começou. Use um banco vazio.`,
  },
}
