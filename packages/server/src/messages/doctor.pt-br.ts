import type { DoctorCatalogue } from './catalogue.ts'

export const doctorPtBr: DoctorCatalogue = {
  'doctor.configuration.ok': 'Todas as variáveis são válidas.',
  'doctor.database.ok': 'O banco de dados responde ({engine} {version}, esquema {schema}).',
  'doctor.database.nearly_full': 'O disco do banco de dados está quase cheio: restam {megabytes, number} MB.',
  'doctor.database.nearly_full.next': 'Libere espaço ou mova o banco de dados para um disco maior.',
  'doctor.database.unreachable': 'O banco de dados não responde.',
  'doctor.database.unreachable.next': 'Confira DATABASE_URL, as permissões da pasta e o espaço em disco.',
  'doctor.keys.ok':
    '{tokens, plural, =0 {As chaves estão em ordem; ainda não há tokens guardados.} one {A chave protege o token guardado.} many {A primeira chave protege todos os # de tokens.} other {A primeira chave protege todos os # tokens.}}',
  'doctor.keys.old':
    '{tokens, plural, one {# token ainda está} many {# de tokens ainda estão} other {# tokens ainda estão}} em uma chave antiga.',
  'doctor.keys.old.next': 'Rode “instagram-dashboard keys rotate” e só depois remova a chave antiga.',
  'doctor.keys.unreadable':
    '{failures, plural, one {# segredo guardado não abriu} many {# de segredos guardados não abriram} other {# segredos guardados não abriram}} desde o início do processo.',
  'doctor.keys.unreadable.next':
    'Uma chave está faltando em INSTAGRAM_TOKEN_ENCRYPTION_KEY: coloque todas de volta, separadas por vírgula.',
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
  'doctor.redirect_uri.not_https': 'O endereço de retorno {uri} não é https, e isto é produção (NODE_ENV).',
  'doctor.redirect_uri.not_https.next':
    'Coloque em INSTAGRAM_REDIRECT_URI o endereço https da sua página e cole exatamente o mesmo texto no painel da Meta.',
  'doctor.instagram_hosts.ok': 'Todas as chamadas ao Instagram vão para os endereços dele.',
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
  'doctor.login.keys': 'Os tokens de quem entra são conferidos por chaves públicas, emissor e destino.',
  'doctor.login.secret': 'Os tokens de quem entra são conferidos por um segredo, emissor e destino.',
  'doctor.login.unbound':
    'Qualquer token assinado com AUTH_JWT_SECRET deixa entrar, mesmo um que foi feito para outra coisa.',
  'doctor.login.unbound.next':
    'Coloque em AUTH_JWT_ISSUER e AUTH_JWT_AUDIENCE o que os tokens deste servidor dizem em iss e aud.',
  'doctor.login.none': 'Ninguém consegue entrar no servidor autônomo: não há segredo nem chaves públicas.',
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
