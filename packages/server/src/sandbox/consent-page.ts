import { escapeHtml, page } from './html.ts'
import type { AccountType, SandboxPerson } from './people.ts'
import { basicScope, insightsScope, type Scope } from './tokens.ts'

interface LivePerson {
  person: SandboxPerson
  username: string
  accountType: AccountType
}

const scopeTexts: Readonly<Record<Scope, { title: string; text: string }>> = {
  instagram_business_basic: { title: 'Ver o perfil e as publicações', text: 'Obrigatória' },
  instagram_business_manage_insights: { title: 'Ver as métricas da conta e das publicações', text: 'Opcional' },
  instagram_business_content_publish: { title: 'Publicar conteúdo', text: 'Opcional' },
  instagram_business_manage_comments: { title: 'Gerenciar comentários', text: 'Opcional' },
  instagram_business_manage_messages: { title: 'Gerenciar mensagens', text: 'Opcional' },
}

const accountTypeTexts: Readonly<Record<AccountType, string>> = {
  BUSINESS: 'Conta comercial',
  MEDIA_CREATOR: 'Conta de criador de conteúdo',
  PERSONAL: 'Conta pessoal',
}

/** First step: who signs in. The query is the one that arrived, so that `state` keeps every byte. */
export function peoplePage(people: readonly LivePerson[], rawQuery: string, redirectUri: string): string {
  const cards = people.map(
    ({
      person,
      username,
    }) => `<li><a class="card" id="person-${person.username}" data-person="${escapeHtml(person.username)}" href="?${escapeHtml(rawQuery)}&amp;sandbox_person=${encodeURIComponent(person.username)}">
<img src="../_sandbox/avatar/${encodeURIComponent(person.username)}.svg" alt="" width="44" height="44">
<span><strong>${escapeHtml(username)}</strong> <span>${escapeHtml(person.name)}</span> <span class="soft">${escapeHtml(person.description)}</span></span>
</a></li>`,
  )
  return page(
    'Escolha uma conta',
    `<h1>Com qual conta você quer entrar?</h1>
<p class="soft">O aplicativo em <code>${escapeHtml(originOf(redirectUri))}</code> pede acesso a uma conta. Cada conta de demonstração faz acontecer uma coisa diferente.</p>
<ul class="people">
${cards.join('\n')}
</ul>
<form method="post" action="?${escapeHtml(rawQuery)}">
<div class="actions"><button type="submit" id="cancel" name="decision" value="cancel" data-testid="cancel">Cancelar</button></div>
</form>`,
    true,
  )
}

/** Second step: what the app may do. */
export function permissionsPage(
  { person, username, accountType }: LivePerson,
  asked: readonly Scope[],
  input: { rawQuery: string; redirectUri: string },
): string {
  const boxes = asked.map((scope) => {
    const { title, text } = scopeTexts[scope]
    const isRequired = scope === basicScope
    const isRefused = scope === insightsScope && person.quirk === 'insights_never_granted'
    const note = isRefused ? 'Esta conta nunca concede esta permissão' : text
    const state = isRequired ? ' checked disabled' : isRefused ? ' disabled' : ' checked'
    return `<label class="card"><input type="checkbox" name="scope" value="${scope}" data-scope="${scope}"${state}>
<span><strong>${escapeHtml(title)}</strong> <span class="soft">${escapeHtml(note)} · <code>${scope}</code></span></span></label>`
  })
  const warning =
    accountType === 'PERSONAL'
      ? '<p class="soft">O Instagram de verdade oferece aqui a mudança para uma conta profissional. O sandbox deixa continuar, para que o aplicativo mostre o que faz com uma conta pessoal.</p>'
      : ''
  return page(
    `Permitir acesso a ${username}`,
    `<h1>Permitir acesso a ${escapeHtml(username)}?</h1>
<p>${escapeHtml(person.name)} · ${accountTypeTexts[accountType]}</p>
<p class="soft">${escapeHtml(person.description)}</p>
${warning}
<form method="post" action="?${escapeHtml(input.rawQuery)}">
<input type="hidden" name="person" value="${escapeHtml(person.username)}">
<fieldset><legend>O aplicativo em <code>${escapeHtml(originOf(input.redirectUri))}</code> poderá:</legend>
${boxes.join('\n')}
</fieldset>
<div class="actions">
<button class="main" type="submit" id="allow" name="decision" value="allow" data-testid="allow">Permitir</button>
<button type="submit" id="cancel" name="decision" value="cancel" data-testid="cancel">Cancelar</button>
</div>
</form>
<p><a href="?${escapeHtml(input.rawQuery)}">Escolher outra conta</a></p>`,
  )
}

/** What the browser sees when the app asked wrongly; Instagram stays on its own page too. */
export function wrongRequestPage(message: string, explanation: string): string {
  return page(
    'Pedido recusado',
    `<h1>O aplicativo fez um pedido que o Instagram recusa</h1>
<p>${escapeHtml(explanation)}</p>
<p class="soft">Texto do Instagram: <code>${escapeHtml(message)}</code></p>`,
  )
}

function originOf(address: string): string {
  return new URL(address).origin
}
