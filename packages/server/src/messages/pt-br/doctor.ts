import type { DoctorCatalogue } from '../catalogue.ts'

export const doctor: DoctorCatalogue = {
  'doctor.configuration.ok': 'Todas as variáveis são válidas.',
  'doctor.configuration.host_database':
    'Todas as variáveis são válidas. Há um endereço de banco de dados do seu app, que não é lido: nossos dados estão em {place}.',
  'doctor.configuration.host_database.next':
    'Defina DATABASE_URL: com o mesmo endereço, se nossas tabelas puderem ter um esquema próprio lá, ou com qualquer outro.',
  'doctor.database.ok': 'O banco de dados responde: {place} ({engine} {version}, migração {schema}).',
  'doctor.database.nearly_full': 'O disco do banco de dados está quase cheio: restam {megabytes, number} MB.',
  'doctor.database.nearly_full.next': 'Libere espaço ou mova o banco de dados para um disco maior.',
  'doctor.database.unreachable': 'O banco de dados não responde.',
  'doctor.database.unreachable.next': 'Confira DATABASE_URL, as permissões da pasta e o espaço em disco.',
  'doctor.database.refused': 'O servidor do banco não aceita conexões no endereço de DATABASE_URL.',
  'doctor.database.refused.next':
    'Ligue o servidor do banco e confira host e porta; um servidor em outro contêiner não está em localhost.',
  'doctor.database.unknown_host': 'O host em DATABASE_URL não tem endereço.',
  'doctor.database.unknown_host.next': 'Confira o nome do host e se esta máquina consegue resolver nomes (DNS).',
  'doctor.database.no_route': 'O servidor do banco não pode ser alcançado: nada responde no endereço de DATABASE_URL.',
  'doctor.database.no_route.next': 'Confira o endereço e se um firewall permite acesso à porta dele.',
  'doctor.database.password': 'O servidor do banco não aceita o usuário ou a senha de DATABASE_URL.',
  'doctor.database.password.next':
    'Corrija na variável ou defina a senha no servidor; sinais especiais são codificados (@ vira %40).',
  'doctor.database.access_rules':
    'O servidor do banco não deixa este usuário entrar daqui ou desta forma (pg_hba.conf).',
  'doctor.database.access_rules.next':
    'Acrescente uma regra em pg_hba.conf; muitos servidores pedem TLS: sslmode=require em DATABASE_URL.',
  'doctor.database.no_database': 'O servidor do banco responde, mas não tem um banco com o nome em DATABASE_URL.',
  'doctor.database.no_database.next': 'Crie o banco (createdb) ou corrija o nome no fim do endereço.',
  'doctor.database.not_a_database': 'O arquivo em DATABASE_URL não é um banco SQLite, ou está danificado.',
  'doctor.database.not_a_database.next':
    'Confira o caminho; se o arquivo é este mesmo, ponha uma cópia de segurança no lugar.',
  'doctor.database.permission': 'Este usuário não pode ler e gravar o que DATABASE_URL indica.',
  'doctor.database.permission.next':
    'O SQLite precisa gravar o arquivo e a pasta dele; o PostgreSQL, o direito de criar um esquema (GRANT CREATE ON DATABASE …) ou de criar tabelas no que INSTAGRAM_DATABASE_SCHEMA indica.',
  'doctor.database.full': 'O disco do banco de dados está cheio.',
  'doctor.database.full.next': 'Libere espaço; até lá nada é gravado.',
  'doctor.database.too_many_connections': 'O servidor do banco não tem mais conexões livres.',
  'doctor.database.too_many_connections.next':
    'Diminua DATABASE_POOL_MAX, use menos processos ou aumente max_connections do servidor.',
  'doctor.database.transaction_pooling': 'Um pooler na frente do PostgreSQL dá outra sessão a cada transação.',
  'doctor.database.transaction_pooling.next': 'Configure-o por sessão: pool_mode=session no PgBouncer.',
  'doctor.database.tls': 'A conexão criptografada com o servidor do banco foi recusada.',
  'doctor.database.tls.next':
    'Confira sslmode e sslrootcert em DATABASE_URL: o servidor não tem TLS, ou mostra um certificado não confiável ou de outro host.',
  'doctor.database.starting': 'O servidor do banco está iniciando ou parando.',
  'doctor.database.starting.next': 'Rode de novo em um minuto.',
  'doctor.database.locked': 'Outro processo está com o banco de dados e não o solta.',
  'doctor.database.locked.next': 'Encerre o que grava nele (uma cópia, VACUUM, outro programa) e rode de novo.',
  'doctor.database.schema_empty': 'O banco de dados ainda não tem tabelas.',
  'doctor.database.schema_empty.next': 'Rode instagram-dashboard migrate ou comece com serve.',
  'doctor.database.schema_older': 'O esquema do banco de dados é mais antigo que esta versão.',
  'doctor.database.schema_older.next': 'Rode instagram-dashboard migrate ou comece com serve --migrate.',
  'doctor.database.schema_newer': 'O esquema do banco de dados é mais novo que esta versão.',
  'doctor.database.schema_newer.next': 'Instale a versão que o criou, ou uma mais nova.',
  'doctor.keys.ok':
    '{tokens, plural, =0 {As chaves estão em ordem; ainda não há tokens guardados.} one {A chave protege o token guardado.} many {A primeira chave protege todos os # de tokens.} other {A primeira chave protege todos os # tokens.}}',
  'doctor.keys.old':
    '{tokens, plural, one {# token ainda está} many {# de tokens ainda estão} other {# tokens ainda estão}} em uma chave antiga: {keys}.',
  'doctor.keys.old.next': 'Rode “instagram-dashboard keys rotate” e só depois remova a chave antiga.',
  'doctor.keys.unreadable':
    '{failures, plural, one {# segredo guardado não abriu} many {# de segredos guardados não abriram} other {# segredos guardados não abriram}} desde o início do processo.',
  'doctor.keys.unreadable.next':
    'Uma chave está faltando em INSTAGRAM_TOKEN_ENCRYPTION_KEY: coloque todas de volta, separadas por vírgula.',
  'doctor.connections.ok':
    '{accounts, plural, =0 {Ainda não há contas conectadas.} one {A conta está conectada.} many {Todas as # de contas estão conectadas.} other {Todas as # contas estão conectadas.}}',
  'doctor.connections.lost':
    'De {accounts, plural, one {# conta} many {# de contas} other {# contas}}, {lost, plural, one {# precisa ser reconectada por quem é dono dela} many {# de contas precisam ser reconectadas por seus donos} other {# precisam ser reconectadas por seus donos}}.',
  'doctor.connections.lost.next':
    'Cada dono é avisado no aplicativo. Se forem muitas de uma vez, veja o que elas têm em comum: uma chave perdida, ou o aplicativo no Instagram.',
  'doctor.audit.ok':
    'O registro de auditoria foi conferido inteiro em {at}: {events, plural, one {# evento} many {# de eventos} other {# eventos}}, nada alterado.',
  'doctor.audit.unchecked': 'O registro de auditoria ainda não foi conferido inteiro; isso acontece toda semana.',
  'doctor.audit.broken': 'Em {at} o evento {sequence, number} do registro de auditoria não estava como foi escrito.',
  'doctor.audit.broken.next':
    'Rode “instagram-dashboard audit verify” e descubra quem grava no banco além deste produto.',
  'doctor.audit.unguarded':
    'O registro de auditoria pode ser alterado: os gatilhos {triggers} foram removidos, desligados ou alterados.',
  'doctor.audit.unguarded.next':
    'Reinicie o servidor, que os põe de volta, e descubra quem os tirou; o usuário do banco precisa ser dono da tabela.',
  'doctor.clock.ok': 'O relógio desta máquina está certo.',
  'doctor.clock.off': 'O relógio desta máquina difere do relógio do Instagram em {seconds, number} segundos.',
  'doctor.clock.off.next': 'Ligue a sincronização de horário (NTP) da máquina.',
  'doctor.clock.unknown': 'Não foi possível comparar o relógio: o Instagram não informou a hora.',
  'doctor.clock.unknown.next': 'Confira o acesso à internet e rode de novo.',
  'doctor.redirect_uri.paste': 'O endereço de retorno é {uri}',
  'doctor.redirect_uri.paste.next': 'Cole exatamente este texto em “OAuth redirect URIs” no painel da Meta: {uri}',
  'doctor.redirect_uri.local': 'O endereço de retorno {uri} só funciona nesta máquina.',
  'doctor.redirect_uri.local.next':
    'Para outras pessoas, use um endereço https e cole exatamente o mesmo texto no painel da Meta.',
  'doctor.redirect_uri.sandbox':
    'O sandbox devolve as pessoas à página “return”, abaixo de onde o painel está montado.',
  'doctor.redirect_uri.not_https': 'O endereço de retorno {uri} não é https, e isto é produção (NODE_ENV).',
  'doctor.redirect_uri.not_https.next':
    'Coloque em INSTAGRAM_REDIRECT_URI o endereço https da sua página e cole exatamente o mesmo texto no painel da Meta.',
  'doctor.redirect_page.sandbox': 'A página do próprio servidor termina as conexões.',
  'doctor.redirect_page.ours': 'A página do próprio servidor responde em {uri}.',
  'doctor.redirect_page.own': 'Uma página sua responde em {uri}.',
  'doctor.redirect_page.unknown': 'Daqui, nada responde em {uri}.',
  'doctor.redirect_page.unknown.next':
    'Inicie o seu app e rode isto de novo, para ver se alguém termina as conexões ali.',
  'doctor.redirect_page.missing': 'O endereço {uri} responde {status}: ninguém termina uma conexão ali.',
  'doctor.redirect_page.missing.next':
    'Ponha em INSTAGRAM_REDIRECT_URI o endereço do router com /return no fim, onde o servidor tem uma página, ou crie uma página sua ali.',
  'doctor.redirect_page.other_origin':
    'A página do próprio servidor responde em {uri}, em outra origem que as suas páginas ({origins}): ela não sabe o que começou lá.',
  'doctor.redirect_page.other_origin.next':
    'Sirva o router na origem das suas páginas, ou ponha em INSTAGRAM_REDIRECT_URI uma página sua.',
  'doctor.instagram_hosts.ok': 'Todas as chamadas ao Instagram vão para os endereços dele.',
  'doctor.instagram_hosts.sandbox':
    'INSTAGRAM_SANDBOX está ligada: nada vai para o Instagram, as pessoas e os números são inventados.',
  'doctor.instagram_hosts.sandbox.next':
    'Para desenvolver, é o certo. Para o Instagram de verdade, tire essa variável e defina INSTAGRAM_APP_ID e as outras que docs/setup.pt-BR.md nomeia.',
  'doctor.instagram_hosts.foreign': 'Estas variáveis levam a um endereço que não é do Instagram: {variables}.',
  'doctor.instagram_hosts.foreign.next':
    'Está certo para o sandbox. Para o Instagram de verdade, retire essas variáveis.',
  'doctor.instagram_hosts.foreign_in_production':
    'Isto é produção (NODE_ENV), e estas variáveis levam a um endereço que não é do Instagram: {variables}.',
  'doctor.instagram_hosts.foreign_in_production.next':
    'Retire essas variáveis e reinicie: os tokens das pessoas e o segredo do aplicativo são enviados para lá.',
  'doctor.app.ok': 'O Instagram conhece o aplicativo: id e segredo estão certos.',
  'doctor.app.refused': 'O Instagram não aceita o id ou o segredo do aplicativo.',
  'doctor.app.refused.next':
    'Use o “Instagram app ID” e o “Instagram app secret” de “API setup with Instagram login”, e não o id e o segredo do aplicativo da Meta; confira também o endereço de retorno.',
  'doctor.app.unknown': 'O Instagram não disse se conhece o aplicativo.',
  'doctor.app.unknown.next': 'Rode de novo mais tarde; se continuar, confira INSTAGRAM_APP_ID e INSTAGRAM_APP_SECRET.',
  'doctor.app.blocked':
    'Desde {at} o Instagram recusa o aplicativo inteiro (código {code}). Ninguém é desconectado por isso.',
  'doctor.app.blocked.next':
    'Abra o aplicativo no painel da Meta e resolva os alertas: ele precisa existir, estar no ar e sem restrição, e o id e o segredo precisam ser os dele. Depois tudo continua sozinho em até uma hora.',
  'doctor.app.rights':
    'Desde {at} o Instagram diz que o aplicativo não pode atender algumas contas (código {code}): falta uma permissão ao aplicativo ou uma função a elas.',
  'doctor.app.rights.next':
    'No painel da Meta, veja se o aplicativo está no ar e tem Acesso Avançado às permissões (Análise do App), ou dê uma função a essas contas. Depois tudo continua sozinho.',
  'doctor.authorize_page.ok': 'A página de autorização responde ({host}).',
  'doctor.authorize_page.unreachable': 'A página de autorização não responde ({host}).',
  'doctor.authorize_page.unreachable.next':
    'Confira INSTAGRAM_AUTHORIZE_URL e se a rede permite acesso a este endereço.',
  'doctor.token_endpoint.ok': 'O endereço dos tokens responde ({host}).',
  'doctor.token_endpoint.unreachable': 'O endereço dos tokens não responde ({host}).',
  'doctor.token_endpoint.unreachable.next':
    'Confira INSTAGRAM_OAUTH_BASE_URL e se a rede permite acesso a este endereço.',
  'doctor.graph.ok': 'A Graph API responde ({host}, {version}).',
  'doctor.graph.unreachable': 'A Graph API não responde ({host}).',
  'doctor.graph.unreachable.next': 'Confira INSTAGRAM_GRAPH_BASE_URL e se a rede permite acesso a este endereço.',
  'doctor.graph_version.ok': 'A versão {version} da Graph API ainda não tem data para acabar.',
  'doctor.graph_version.dated': 'A versão {version} da Graph API vale até {date}.',
  'doctor.graph_version.ending': 'A versão {version} da Graph API acaba em {date}.',
  'doctor.graph_version.ending.next':
    'Mude INSTAGRAM_GRAPH_VERSION para {newest}, ou retire-a, e rode isto de novo antes dessa data.',
  'doctor.graph_version.ended': 'A versão {version} da Graph API acabou em {date} ou antes: a Meta responde com outra.',
  'doctor.graph_version.ended.next': 'Mude INSTAGRAM_GRAPH_VERSION para {newest}, ou retire-a, e reinicie.',
  'doctor.graph_version.unknown': 'Nada se sabe aqui sobre a versão {version} da Graph API.',
  'doctor.graph_version.unknown.next':
    'Mude INSTAGRAM_GRAPH_VERSION para {newest}, ou atualize este produto se a Meta lançou uma versão mais nova.',
  'doctor.scopes.ok': 'Permissões pedidas: {scopes}.',
  'doctor.scopes.missing':
    '{accounts, plural, one {# conta não deu} many {# de contas não deram} other {# contas não deram}} todas as permissões.',
  'doctor.scopes.missing.next':
    'Peça que reconectem deixando as permissões marcadas; confira também se o aplicativo tem Advanced Access para elas.',
  'doctor.callbacks.paste': 'Os endereços para os avisos da Meta estão prontos.',
  'doctor.callbacks.paste.next':
    'Em “Business login settings”, cole em “Deauthorize callback URL”: {deauthorize} e em “Data deletion request URL”: {deletion}',
  'doctor.callbacks.unknown': 'PUBLIC_URL não está definida; por isso não dá para mostrar os endereços completos.',
  'doctor.callbacks.unknown.next': 'Defina PUBLIC_URL e cole no painel da Meta: {deauthorize} e {deletion}',
  'doctor.callbacks.not_https': 'PUBLIC_URL não é https ({url}): a Meta e as pessoas não chegam até ela.',
  'doctor.callbacks.not_https.next': 'Coloque em PUBLIC_URL o endereço https em que o mundo encontra este servidor.',
  'doctor.callbacks.not_https_in_production': 'PUBLIC_URL não é https ({url}), e isto é produção (NODE_ENV).',
  'doctor.callbacks.not_https_in_production.next':
    'Coloque em PUBLIC_URL o endereço https em que o mundo encontra este servidor.',
  'doctor.login.host': 'O seu próprio servidor diz quem chama.',
  'doctor.login.host_misnamed': 'O que `authenticate` respondeu em {at} não é um usuário: {reason}.',
  'doctor.login.host_misnamed.next':
    'Faça `authenticate` responder com um texto de 1 a 128 caracteres em userId (String(user.id), por exemplo), e sem usuário quando ninguém entrou.',
  'doctor.login.keys': 'Os tokens de quem entra são conferidos por chaves públicas, emissor e destino.',
  'doctor.login.secret': 'Os tokens de quem entra são conferidos por um segredo, emissor e destino.',
  'doctor.login.unbound':
    'Qualquer token assinado com AUTH_JWT_SECRET deixa entrar, mesmo um que foi feito para outra coisa.',
  'doctor.login.unbound.next':
    'Coloque em AUTH_JWT_ISSUER e AUTH_JWT_AUDIENCE o que os tokens deste servidor dizem em iss e aud.',
  'doctor.login.keys_unreachable':
    'As chaves públicas dos logins não chegam de {host}: toda chamada é respondida com 503.',
  'doctor.login.keys_unreachable.next':
    'Abra AUTH_JWKS_URL a partir desta máquina: o endereço deve responder 200 com JSON em cinco segundos, sem redirecionar.',
  'doctor.login.keys_none':
    'O que {host} responde em AUTH_JWKS_URL não tem nenhuma chave pública: ninguém consegue entrar.',
  'doctor.login.keys_none.next':
    'Aponte AUTH_JWKS_URL para o JSON Web Key Set do seu provedor de identidade; os metadados dele o chamam de jwks_uri.',
  'doctor.login.none': 'Ninguém consegue entrar, e “serve” não iniciaria: falta AUTH_JWT_SECRET ou AUTH_JWKS_URL.',
  'doctor.login.none.next':
    'Defina AUTH_JWT_SECRET ou AUTH_JWKS_URL. Deixe assim se o seu próprio servidor incorpora este e diz quem chama.',
  'doctor.database_network.ok': 'O que é guardado não passa por uma rede sem criptografia.',
  'doctor.database_network.plain':
    'O banco de dados fica em outra máquina, e a conexão com ele pode ficar sem criptografia.',
  'doctor.database_network.plain.next':
    'Acrescente sslmode=verify-full a DATABASE_URL, com sslrootcert se o certificado do servidor for seu.',
  'doctor.origins.ok': 'Páginas que podem chamar a API: {origins}.',
  'doctor.origins.none': 'Nenhuma página de outro endereço pode chamar a API.',
  'doctor.origins.none.next': 'Se o painel fica em outro endereço, inclua esse endereço em ALLOWED_ORIGINS.',
  'doctor.host_webhook.on': 'Os eventos vão para {host}.',
  'doctor.host_webhook.off': 'Nenhum webhook configurado; isso é opcional.',
  'doctor.host_webhook.dead':
    '{dead, plural, one {# evento não pôde ser entregue.} many {# de eventos não puderam ser entregues.} other {# eventos não puderam ser entregues.}}',
  'doctor.host_webhook.dead.next': 'Corrija o endereço em HOST_WEBHOOK_URL e envie de novo em admin.deliveries.resend.',
  'doctor.refresh.ok': 'A última renovação de tokens foi em {at}.',
  'doctor.refresh.never': 'Os tokens ainda não foram renovados nenhuma vez.',
  'doctor.refresh.never.next':
    'Deixe o servidor ligado até a próxima noite, ou rode “instagram-dashboard refresh-tokens”.',
  'doctor.refresh.late': 'A última renovação de tokens foi em {at}: está atrasada.',
  'doctor.refresh.late.next': 'Veja se o servidor fica ligado à noite e procure por refresh no log.',
  'doctor.refresh.off': 'A renovação automática de tokens está desligada.',
  'doctor.refresh.off.next':
    'Tire o “off” de TOKEN_REFRESH_CRON, ou rode “instagram-dashboard refresh-tokens” todo dia por outro meio.',
}
