import type { CommandLineCatalogue } from '../catalogue.ts'

/** O que a linha de comando diz. */
export const commandLine: CommandLineCatalogue = {
  'cli.help.serve': 'O servidor HTTP, até SIGTERM ou SIGINT',
  'cli.help.migrate': 'Atualiza o banco de dados para o esquema mais novo e diz o que fez',
  'cli.help.refresh-tokens': 'Renova todos os tokens que já precisam, como a rotina da madrugada',
  'cli.help.sync': 'Atualiza uma conta, ou todas as que já precisam',
  'cli.help.import-django': 'Traz contas, números e notificações do aplicativo Django que este produto substitui',
  'cli.help.import-django.details':
    '--from é o arquivo SQLite ou a URL postgres:// dele, que só é lido. Tabelas e colunas são achadas pelos nomes de costume; --mapping indica um arquivo JSON com outros (docs/migrating-from-django.md). Os tokens precisam da mesma INSTAGRAM_TOKEN_ENCRYPTION_KEY. O que já está aqui nunca é sobrescrito; pode ser interrompido e repetido. --dry-run conta e não grava nada. Código de saída 1 quando alguma linha não pôde ser trazida.',
  'cli.import.from_where': 'De onde? import-django --from <arquivo SQLite ou URL postgres://>',
  'cli.import.unreadable':
    'O banco de --from não pode ser aberto ou lido: tem de ser um arquivo SQLite, não uma pasta, ou uma URL postgres:// cujo servidor responda e deixe o usuário dela ler.',
  'cli.import.mapping_unreadable': '{file} não pode ser lido, ou não é JSON.',
  'cli.import.mapping_wrong':
    'As tabelas da origem não são as esperadas. Veja o mapeamento em docs/migrating-from-django.md.',
  'cli.import.mapping.no_such_table': 'não existe a tabela {name}',
  'cli.import.mapping.no_such_column': 'não existe a coluna {name}',
  'cli.import.mapping.table_not_found': 'não encontrada pelo nome de costume {name}',
  'cli.import.mapping.column_not_found': 'não encontrada por um nome de costume ({name})',
  'cli.import.would': 'Nada foi gravado. Seria assim:',
  'cli.import.done': 'Trazido:',
  'cli.import.accounts':
    'Contas: {found} encontradas, {imported} trazidas, {known} já aqui, {elsewhere} conectadas por outra pessoa, {erased} apagadas aqui antes, {faulty} com erro.',
  'cli.import.without_token':
    '{count, plural, one {# delas não tem} other {# delas não têm}} um token que abra e ainda valha: a pessoa precisa reconectar.',
  'cli.import.days': 'Dias: {found} encontrados, {imported} trazidos, {known} já aqui.',
  'cli.import.notifications':
    'Notificações: {found} encontradas, {imported} trazidas, {known} já aqui, {leftOut} deixadas de fora.',
  'cli.import.attempts': 'Tentativas de conexão: {found} encontradas, só contadas.',
  'cli.import.faults': '{count, plural, one {# linha não é} other {# linhas não são}} o que deveria:',
  'cli.import.fault.no_user': 'não indica a pessoa',
  'cli.import.fault.no_instagram_id': 'não tem o id do Instagram',
  'cli.import.fault.no_account': 'não é de nenhuma conta encontrada',
  'cli.import.fault.no_day': 'não tem data',
  'cli.import.fault.in_the_future': 'é de um dia que ainda não veio',
  'cli.import.fault.no_number': 'tem um número que não é número',
  'cli.import.fault.unknown_kind': 'é de um tipo que ninguém conhece: indique no mapeamento',
  'cli.help.account': 'O que se sabe de uma conta, e por que os números dela não chegam',
  'cli.help.doctor': 'Confere configuração, banco de dados, chaves, relógio, aplicativo e acesso, e diz o que fazer',
  'cli.help.backup': 'Grava uma cópia íntegra do banco SQLite em um arquivo novo, também com o servidor ligado',
  'cli.help.erasures export':
    'Grava a lista do que foi apagado, para guardar fora do banco de dados; - é a saída padrão',
  'cli.help.erasures import':
    'Depois de uma restauração, apaga de novo o que a lista diz que foi apagado; - é a entrada padrão',
  'cli.help.erase-traces': 'Não deixa nos arquivos do banco nada do que foi apagado',
  'cli.help.keys generate': 'Uma chave Fernet nova para INSTAGRAM_TOKEN_ENCRYPTION_KEY',
  'cli.help.keys rotate': 'Cifra de novo todos os tokens com a primeira chave e prova que nenhum ficou em uma antiga',
  'cli.help.keys declare-lost': 'Permite reconectar as contas de uma chave perdida; os números ficam guardados',
  'cli.help.audit verify': 'Confere se nenhum evento da auditoria foi alterado, removido ou cortado',
  'cli.help.review-pack':
    'Textos, valores, chamadas e lista que a análise do app (App Review) da Meta pede, desta instalação',
  'cli.help.init': 'Monta o painel no app desta pasta, com o sandbox ligado',
  'cli.help.sandbox': 'Só o Instagram de testes: um Instagram para desenvolvimento, sem internet',
  'cli.help.serve.details':
    'Uso: serve [--role web|worker|all] [--migrate]. Escuta em HOST e PORT. --migrate antes leva o banco de dados ao esquema mais novo; sem ela, um banco vazio recebe as tabelas e outro esquema é recusado. web atende as pessoas e não faz o trabalho de fundo; worker faz o trabalho de fundo e só responde /healthz, /readyz e /metrics; all, o padrão, faz os dois. Ligue pelo menos um que trabalhe. Ao receber o sinal, para de aceitar, termina o que está em andamento e fecha o banco de dados.',
  'cli.help.migrate.details':
    'Precisa só de DATABASE_URL. --dry-run diz o que aplicaria. Com --from file:<caminho> [--to postgres://…], leva uma instalação SQLite para um banco PostgreSQL vazio (sem --to: o de DATABASE_URL) e prova que tudo chegou; para isso precisa das chaves. Pare o servidor antes. Pode ser interrompido e rodado de novo. Código de saída 1 quando os dois lados diferem. Com --move-schema, leva as tabelas da 0.1.0 do esquema public do PostgreSQL para um esquema próprio.',
  'cli.help.refresh-tokens.details': 'Com --dry-run só conta. Código de saída 1 quando uma conexão foi perdida de vez.',
  'cli.help.sync.details':
    'Sem --account, toda conta ativa que não foi atualizada nas últimas 20 horas ou que espera para continuar. Com --account, --from <dia> e --to <dia> (AAAA-MM-DD em Los Angeles, até 729 dias atrás), esses dias são lidos de novo, do mais novo ao mais antigo; o que não couber nas chamadas de uma hora, o servidor lê depois. Código de saída 1 quando alguma falhou.',
  'cli.help.account.details':
    'Estado, token, as últimas atualizações com o que o Instagram disse, chamadas da hora e o que as segura, quem está com ela, avisos e próximas tentativas. Pelo id, pelo nome de usuário, pelo seu id da pessoa ou pela referência que o log tem dela. Não consulta o Instagram. Código de saída 1 quando ninguém corresponde.',
  'cli.help.doctor.details':
    'Cada linha é ok, warn ou fail. Código de saída 1 se houver um fail, 2 quando a própria configuração está errada.',
  'cli.help.backup.details':
    'Precisa só de DATABASE_URL. A cópia é conferida e não contém chaves. Para restaurar: pare o servidor, ponha o arquivo no lugar do banco (e remova -wal e -shm) e ligue de novo; o que foi apagado depois da cópia é apagado outra vez antes de o servidor responder.',
  'cli.help.erasures export.details':
    'Um objeto JSON por linha, com códigos que não dizem o nome de ninguém. Um arquivo é trocado inteiro, por um novo que já está em disco. Guarde-o onde uma restauração do banco não chega.',
  'cli.help.erasures import.details':
    'Rode antes de o servidor iniciar. Aceita uma lista de erasures export, um arquivo de ERASURE_LEDGER_FILE ou linhas erasure.done do log. O que o banco já sabe fica como está, então pode ser rodado de novo. Linhas cortadas são contadas e deixadas de fora.',
  'cli.help.erase-traces.details':
    'Só precisa de DATABASE_URL. No PostgreSQL, onde o que foi apagado fica nos arquivos, cada tabela em que algo se apaga é regravada (VACUUM FULL) e fica bloqueada enquanto isso: rode quando houver pouco uso. O SQLite faz isso sozinho. Apagar as cópias de segurança e o arquivo do log de escrita é com você. Código de saída 1 quando o usuário do banco não pode fazer tudo.',
  'cli.help.keys rotate.details':
    'Pode rodar com o servidor ligado, e de novo depois de uma interrupção. Com --dry-run só conta. Código de saída 1 quando um token ficou para trás.',
  'cli.help.keys declare-lost.details':
    'O id aparece na mensagem de quando o servidor se recusa a iniciar. Sem --yes nada muda: diz quantas contas precisariam ser reconectadas e o que mais se perderia, com código de saída 2. Uma INSTAGRAM_TOKEN_ENCRYPTION_KEY desatualizada parece exatamente uma chave perdida: procure antes a mais nova.',
  'cli.help.audit verify.details':
    'A âncora de uma conferência anterior, ou de uma linha audit.anchor do log, mostra que nada foi cortado nem reescrito desde então. Código de saída 1 quando um evento não está como foi escrito, e ele é nomeado, ou quando eventos só puderam ser contados.',
  'cli.help.review-pack.details':
    'Imprime Markdown ou, com --out <pasta>, grava um arquivo por formulário da Meta. --locale en|pt-BR escolhe o idioma das explicações; os textos para colar são em inglês, o idioma dos revisores. --yes substitui arquivos de uma execução anterior. Não contém segredos e não pergunta nada ao Instagram.',
  'cli.help.init.details':
    'Para Express, Fastify, Hono, Next (App Router), Nest e SvelteKit. Grava a montagem, uma página onde o app tem páginas, e linhas de .env, .env.example e .gitignore; chama o doctor. --dry-run mostra o que gravaria. --undo desfaz tudo, byte por byte; um arquivo alterado depois fica como está e é citado.',
  'cli.help.sandbox.details':
    'Escuta em INSTAGRAM_SANDBOX_HOST (padrão 127.0.0.1) e INSTAGRAM_SANDBOX_PORT (padrão 3002) e mostra as variáveis de ambiente que apontam um servidor para ele.',
  'cli.takes.account': '<id | usuário do Instagram | pessoa>',
  'cli.takes.file': '<arquivo>',
  'cli.takes.list': '<arquivo|->',
  'cli.takes.key': '<id da chave>',
  'cli.takes.anchor': '[<âncora>]',
  'cli.usage': 'Uso',
  'cli.command': '<comando>',
  'cli.file': 'arquivo',
  'cli.overview_end':
    'Códigos de saída: 0 feito, 1 falhou, 2 chamado ou configurado errado.\nA configuração vem de variáveis de ambiente, que também podem ter o prefixo INSTAGRAM_, e das linhas de .env nesta pasta ou de --env-file; veja docs/configuration.md.',
  'cli.unknown_command': 'Comando desconhecido: {name}',
  'cli.env_file_unreadable': 'As configurações em {file} não podem ser lidas ({code}).',
  'cli.unknown_option': 'Opção desconhecida em: {rest}',
  'cli.unexpected': 'Isto sobrou: {rest}',
  'cli.see_help': 'Rode instagram-dashboard --help para ver os comandos.',
  'cli.configuration_wrong': 'A configuração não pode ser usada:',
  'cli.fix_variable': 'Corrija a variável e rode de novo; docs/configuration.md explica cada uma.',
  'cli.database_failed': 'O banco de dados não abre: {reason}',
  'cli.failed': 'Falhou: {reason}',
  'cli.up_to_date': 'Já está atualizado: {name, select, none {sem migrações} other {{name}}}',
  'cli.applied': 'Aplicado:\n  {names}',
  'cli.nothing_missing': 'Não falta nada.',
  'cli.would_apply': 'Aplicaria:\n  {names}',
  'cli.schema_ahead': 'Não falta nada. Uma versão mais nova aplicou mais, e esta funciona assim:\n  {names}',
  'cli.schema.empty': 'O banco de dados ainda não tem tabelas: rode instagram-dashboard migrate ou comece com serve.',
  'cli.schema.older':
    'O esquema do banco de dados ({found}) é mais antigo que esta versão ({ours}): rode instagram-dashboard migrate ou comece com serve --migrate.',
  'cli.schema.newer': 'O esquema do banco de dados ({found}) é mais novo que esta versão: instale a versão mais nova.',
  'cli.unknown_role': 'Papel desconhecido: {name}. Existem web, worker e all.',
  'cli.listens':
    '{role, select, worker {Instagram Dashboard trabalhando; o estado responde em {url}} other {Instagram Dashboard no ar em {url}}}',
  'cli.port_in_use': 'A porta {port} está em uso: escolha outra em PORT, ou 0 para qualquer uma.',
  'cli.cannot_listen': 'O servidor não consegue escutar em {address} ({code}).',
  'cli.refreshed': 'renovados {refreshed}, sem mudança {skipped}, com falha {failed}',
  'cli.synced': 'completas {succeeded}, em parte {partial}, com falha {failed}, puladas {skipped}',
  'cli.synced_one':
    '@{username}: {status}, {days, plural, =1 {# dia gravado} many {# de dias gravados} other {# dias gravados}}, {calls, plural, =1 {# chamada} many {# de chamadas} other {# chamadas}}',
  'cli.no_such_account': 'Não há conta com este id.',
  'cli.which_account': 'Qual conta? O id, o nome de usuário, o seu id da pessoa ou a referência que o log tem dela.',
  'cli.account.user': 'Pessoa',
  'cli.account.state': 'Estado',
  'cli.account.token': 'Token termina',
  'cli.account.scopes': 'Permissões',
  'cli.account.missing': 'faltam',
  'cli.account.numbers': 'Últimos números',
  'cli.account.never': 'nunca',
  'cli.account.calls': 'Chamadas da última hora',
  'cli.account.lease': 'Em uso',
  'cli.account.nobody': 'por ninguém',
  'cli.account.next': 'Próximas',
  'cli.account.night': 'noite',
  'cli.account.refresh': 'renovação do token',
  'cli.account.catch_up': 'pôr em dia',
  'cli.account.press': 'toque no botão',
  'cli.account.now': 'agora',
  'cli.account.last_night': 'Última noite',
  'cli.account.findings': 'Por quê',
  'cli.account.runs': 'Últimas atualizações',
  'cli.account.notifications': 'Últimos avisos',
  'cli.account.none': 'nenhum',
  'cli.account.others': 'Também corresponde',
  'cli.which_days':
    'Quais dias? --account <id> --from <dia> --to <dia>, como 2026-11-01, de 729 dias atrás até hoje em Los Angeles.',
  'cli.tokens_seen': '{count, plural, =1 {# token visto} many {# de tokens vistos} other {# tokens vistos}}',
  'cli.sealed':
    '{isDryRun, select, true {a cifrar de novo} other {cifrados de novo}} {rewrapped}, mudados por outro processo {skipped}, de {total, plural, =1 {# token} many {# de tokens} other {# tokens}}',
  'cli.which_locale': 'Qual idioma? --locale en ou --locale pt-BR.',
  'cli.review_written':
    'Gravado em {folder}. Comece por README.md; {open, plural, =0 {não falta nada que se veja daqui} one {falta # ponto} other {faltam # pontos}}.',
  'cli.folder_taken':
    '{folder} já tem um arquivo de uma execução anterior, talvez com mudanças suas: --yes o substitui.',
  'cli.unopened': 'Estes não abrem e ficaram como estavam: {ids}',
  'cli.left':
    '{count, plural, =0 {Nenhum ficou em uma chave antiga.} =1 {# token ficou em uma chave antiga.} many {# de tokens ficaram em uma chave antiga.} other {# tokens ficaram em uma chave antiga.}}',
  'cli.which_key':
    'Qual chave? O id tem oito caracteres de 0-9 e a-f; ele aparece na mensagem de quando o servidor se recusa a iniciar.',
  'cli.would_lose':
    'Só a chave {keyId} abre:\n  {accounts, plural, =1 {# token de conta} many {# de tokens de contas} other {# tokens de contas}}, a reconectar por quem é dono{otherTokens, plural, =0 {} =1 {\n  # outro token} many {\n  # de outros tokens} other {\n  # outros tokens}}{users, plural, =0 {} =1 {\n  os nomes que o registro de auditoria tem de # pessoa} many {\n  os nomes que o registro de auditoria tem de # de pessoas} other {\n  os nomes que o registro de auditoria tem de # pessoas}}{auditLog, select, true {\n  o segredo do registro de auditoria: os eventos até aqui só poderiam ser contados} other {}}\nNada foi alterado. Se esta chave se perdeu de vez: keys declare-lost {keyId} --yes',
  'cli.nothing_sealed':
    'Nada está cifrado com a chave {keyId}. {keysInUse, select, none {Não há tokens guardados.} other {Chaves dos tokens guardados: {keysInUse}.}}',
  'cli.lost':
    '{count, plural, =1 {# conta precisa ser reconectada} many {# de contas precisam ser reconectadas} other {# contas precisam ser reconectadas}}; os números ficam guardados.',
  'cli.key_not_lost': 'A chave {keyId} está em INSTAGRAM_TOKEN_ENCRYPTION_KEY: nada foi perdido.',
  'cli.not_an_anchor':
    'Isto não é uma âncora. Ela tem a forma 1234:… e aparece na resposta de uma conferência anterior.',
  'cli.chain_whole':
    '{events, plural, =0 {Ainda não há eventos.} =1 {O único evento está como foi escrito.} many {Todos os # de eventos estão como foram escritos.} other {Todos os # eventos estão como foram escritos.}}',
  'cli.chain_fault':
    'O evento {sequence} {kind, select, changed {não está como foi escrito} missing {está faltando} other {está depois do fim do registro}}{events, plural, =0 {.} =1 {; o evento antes dele está como foi escrito.} many {; os # de eventos antes dele estão como foram escritos.} other {; os # eventos antes dele estão como foram escritos.}}',
  'cli.chain_checked_one': 'O evento {from} está como foi escrito.',
  'cli.chain_checked': 'Os eventos {from} a {to} estão como foram escritos.',
  'cli.counted_only':
    'Os eventos antes de {from} só puderam ser contados: a chave deles foi perdida. Nenhum deles falta; não dá para dizer se estão como foram escritos.',
  'cli.anchor': 'Âncora: {text}',
  'cli.which_file': 'Em qual arquivo? Diga um que ainda não existe.',
  'cli.backed_up': 'Gravado e conferido: {path}',
  'cli.which_list': 'Qual arquivo? O nome de um, ou - para a saída ou a entrada padrão.',
  'cli.not_a_list': 'Isto não é uma lista do que foi apagado: nenhuma linha pôde ser lida.',
  'cli.list_written':
    '{erasures, plural, =1 {# item gravado} many {# de itens gravados} other {# itens gravados}} em {path}',
  'cli.list_read':
    '{read, plural, =1 {# item lido} many {# de itens lidos} other {# itens lidos}}, {erasedAgain, plural, =1 {# apagado} many {# de apagados} other {# apagados}} de novo{unreadable, plural, =0 {.} =1 {; # linha não pôde ser lida.} many {; # de linhas não puderam ser lidas.} other {; # linhas não puderam ser lidas.}}',
  'cli.traces_erased':
    '{tables, plural, =0 {Nada do que foi apagado ficou no arquivo do banco nem no log dele.} =1 {Nada do que foi apagado ficou nos arquivos de # tabela.} many {Nada do que foi apagado ficou nos arquivos de # de tabelas.} other {Nada do que foi apagado ficou nos arquivos de # tabelas.}}',
  'cli.traces_held':
    'Uma transação está aberta há mais de um minuto e pode ver o que foi apagado: encerre-a e rode de novo.',
  'cli.traces_elsewhere':
    'O log de escrita guarda até reutilizar os arquivos dele; o arquivo desse log e as cópias de segurança, até você apagar.',
  'cli.traces_refused': 'Para um superusuário, pois este usuário não pode: {statements}',
  'cli.bad_port': 'INSTAGRAM_SANDBOX_PORT deve ser um número inteiro de 0 a 65535',
  'cli.doctor_end': '{ok} ok, {warn} warn, {fail} fail',
  'cli.move_schema.which':
    'De quê? migrate --move-schema precisa de um banco PostgreSQL; leva a instalação do esquema public para o de INSTAGRAM_DATABASE_SCHEMA (instagram_dashboard) e não aceita outra opção.',
  'cli.move_schema.moved':
    '{tables} tabelas levadas do esquema {from} para {to}. A fila de tarefas recomeça ao lado delas; o esquema {queue} não é mais usado por esta instalação.',
  'cli.move_schema.refused.nothing_to_move': 'Não há instalação no esquema public.',
  'cli.move_schema.refused.target_has_one': 'Já existe uma instalação no esquema.',
  'cli.move_schema.refused.in_use':
    'Há um processo conectado ao banco de dados: pare todos (serve, workers, seu app) e rode de novo.',
  'cli.move.from_where':
    'De onde para onde? migrate --from file:<caminho> --to postgres://…; sem --to, o destino é o de DATABASE_URL.',
  'cli.move.table': 'tabela',
  'cli.move.rows': 'linhas',
  'cli.move.checksum': 'soma',
  'cli.move.moved': '{written} linhas gravadas. Todas as tabelas têm as mesmas linhas dos dois lados.',
  'cli.move.key_missing':
    'As linhas estão lá, mas falta em INSTAGRAM_TOKEN_ENCRYPTION_KEY a chave desta instalação, e sem ela não dá para conferir a auditoria: inclua a chave e rode o comando de novo.',
  'cli.move.refused.source_missing': 'Não há instalação em --from.',
  'cli.move.refused.source_outdated':
    'O banco de --from tem um esquema diferente do desta versão: rode migrate nele com esta versão primeiro.',
  'cli.move.refused.source_empty': 'O banco de --from nunca foi usado: comece direto no destino.',
  'cli.move.refused.source_in_use':
    'Há um servidor trabalhando no banco de --from: pare o servidor e rode de novo. Se ele caiu, o trabalho dele vale como encerrado em alguns minutos.',
  'cli.move.refused.source_changed':
    'Alguém gravou no banco de --from durante a mudança: pare o servidor, esvazie o destino e rode de novo.',
  'cli.move.refused.target_in_use': 'Outro processo está abrindo ou preenchendo o destino: espere e rode de novo.',
  'cli.move.refused.target_not_empty': 'O destino não está vazio ({table}): use um banco vazio.',
  'cli.move.refused.target_of_another': 'O destino já foi começado com outra instalação: use um banco vazio.',
  'cli.move.refused.unstorable_text':
    'Uma linha de {table} tem um texto que o PostgreSQL não guarda (o caractere NUL ou metade de um caractere): corrija e rode de novo.',
  'cli.move.refused.differs':
    'As linhas de {table} não são iguais dos dois lados: um deles mudou depois que a mudança começou. Use um banco vazio.',
}
