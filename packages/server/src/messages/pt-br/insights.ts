import type { InsightCatalogue } from '../catalogue.ts'

const tipos = '{type, select, reel {o reel} carousel {o carrossel} video {o vídeo} other {o post}}'

const vezes = (name: string) => `{${name}, plural, one {# vez} other {# vezes}}`
const hora = '{hour, plural, =0 {à meia-noite} =1 {à 1h} other {às #h}}'
const subiu = (um: string, outro: string) => `{direction, select, up {${um}} other {${outro}}}`
const comparacoes = '{tests, plural, one {# comparação} other {# comparações}}'
/** O que um dia trouxe, e o que costuma trazer: num dia normal pode ser ninguém, e o total pode até cair. */
const trouxe =
  '{metric, select, follows {{value, plural, one {# pessoa começou} other {# pessoas começaram}} a te seguir; num dia normal {usual, plural, =0 {quase ninguém começa} one {é #} other {são #}}} other {o total de seguidores subiu {value, number}; num dia normal {trend, select, up {sobe {usual, number}} down {cai {usual, number}} other {quase não muda}}}}'

/** O que os números de uma conta querem dizer, como quem cria diria. */
export const insights: InsightCatalogue = {
  'insights.odd_day.title':
    '{direction, select, up {Um dia muito acima do normal} other {Um dia muito abaixo do normal}}',
  'insights.level_shift.title': '{direction, select, up {Uma subida de verdade} other {Uma queda de verdade}}',
  'insights.content_type.title': 'O formato que carrega sua conta',
  'insights.followers_day.title':
    '{daysAsGood, plural, =0 {O dia que mais trouxe seguidores} other {Um dia que trouxe muitos seguidores}}',
  'insights.best_hour.title': 'Seu melhor horário',
  'insights.growth_streak.title': 'Uma sequência de crescimento',
  'insights.posting_streak.title': 'Uma sequência de posts',
  'insights.odd_day': `Em {date} {metric, select, reach {seu alcance foi} impressions {suas visualizações foram} engagement {suas interações foram} other {as visitas ao seu perfil foram}} {direction, select, up {${vezes('ratio')} {metric, select, reach {o} other {as}} de um dia normal} other {só {ratio, number, percent} do normal}}: {value, number} em vez de mais ou menos {expected, number}.`,
  'insights.odd_day.post': `Quem puxou foi ${tipos} de {date}.`,
  'insights.odd_day.no_post': 'Nenhum post desse dia ou da véspera explica isso.',
  'insights.level_shift': `Desde {date} {metric, select, reach {seu alcance ${subiu('subiu', 'caiu')}} impressions {suas visualizações ${subiu('subiram', 'caíram')}} other {suas interações ${subiu('subiram', 'caíram')}}} {percent, number}%: um dia comum passou de {before, number} para {after, number}. É mais que o sobe e desce normal das suas semanas.`,
  'insights.content_type': `{type, select, reel {Seus reels} carousel {Seus carrosséis} video {Seus vídeos} other {Suas fotos}} {metric, select, reach {alcançam} other {rendem}} ${vezes('lift')} {metric, select, reach {o público} other {as interações}} dos seus outros posts ({posts, plural, one {# post} other {# posts}} contra {others, number}).`,
  'insights.content_type.share':
    'No período, {percent, number}% das suas {metric, select, engagement {interações} other {visualizações}} vieram daí.',
  'insights.followers_day': `{daysAsGood, plural, =0 {O dia {date} foi o que mais trouxe gente} other {O dia {date} trouxe {excess, plural, one {# seguidor} other {# seguidores}} a mais que o normal}}: ${trouxe}.`,
  'insights.followers_day.post': `Quem trouxe foi ${tipos} de {date}.`,
  'insights.followers_day.no_post': 'Nenhum post desse dia ou da véspera explica isso.',
  'insights.best_hour': `O que você posta ${hora} rende ${vezes('lift')} o que rendem os outros horários ({posts, plural, one {# post} other {# posts}}).`,
  'insights.best_hour.weekday': `O que você posta {weekday}, ${hora}, rende ${vezes('lift')} o que rendem os outros horários ({posts, plural, one {# post} other {# posts}}).`,
  'insights.growth_streak':
    'Há {length, plural, one {# dia} other {# dias}} seguidos você ganha mais seguidores do que perde: {gained, number} a mais no total. {record, plural, =0 {Antes, isso não tinha acontecido nenhuma vez.} one {Seu recorde anterior era de # dia.} other {Seu recorde anterior era de # dias.}}',
  'insights.posting_streak':
    'Faz {length, plural, one {# semana} other {# semanas}} seguidas que você posta. {record, plural, =0 {Antes, isso não tinha acontecido nenhuma vez.} one {Seu recorde anterior era de # semana.} other {Seu recorde anterior era de # semanas.}}',
  'insights.why.odd_day': `Comparamos o dia com o que se podia esperar pelo dia da semana e pelas três semanas anteriores ({baseline, number}). A distância é de {score, number} desvios; só conta a partir de {threshold, number}, porque fizemos ${comparacoes}. O desvio foi medido em {sampleSize, plural, one {# dia} other {# dias}} da sua conta.`,
  'insights.why.level_shift': `Comparamos o nível dos dias desde então com o das oito semanas anteriores ({baseline, number} por dia, {sampleSize, plural, one {# dia} other {# dias}}). A diferença é de {score, number} desvios, medidos pelo vaivém das suas semanas; só conta a partir de {threshold, number}, porque fizemos ${comparacoes}.`,
  'insights.why.content_type': `Cada post conta uma vez, {sampleSize, number} ao todo; um post comum dos outros formatos fez {baseline, number}. A diferença é de {score, number} desvios; só conta a partir de {threshold, number}, porque fizemos ${comparacoes}. Como os posts são poucos, a vantagem já vem com um desconto.`,
  'insights.why.followers_day': `Comparamos o dia com o normal das semanas anteriores ({baseline, number} por dia). A distância é de {score, number} desvios; só conta a partir de {threshold, number}, porque fizemos ${comparacoes}. Só citamos um post se ele mesmo foi bem melhor que os outros.`,
  'insights.why.best_hour': `Olhamos {sampleSize, plural, one {# post} other {# posts}} dos últimos 180 dias; um post comum seu rende {baseline, plural, one {# interação} other {# interações}}. O horário ficou {score, number} desvios acima dos outros; só conta a partir de {threshold, number}, porque comparamos {tests, plural, one {# horário} other {# horários}} com pelo menos cinco posts.`,
  'insights.why.growth_streak':
    'Pelo que se viu em {sampleSize, plural, one {# dia} other {# dias}} antes, uma sequência assim é rara: {score, number} numa escala em que só conta a partir de {threshold, number} (a cada ponto, dez vezes mais rara). O recorde anterior era {baseline, number}.',
  'insights.why.posting_streak':
    'Pelo que se viu em {sampleSize, plural, one {# semana} other {# semanas}} antes, uma sequência assim é rara: {score, number} numa escala em que só conta a partir de {threshold, number} (a cada ponto, dez vezes mais rara). O recorde anterior era {baseline, number}.',
  'insights.why.period': `Comparamos um dia comum deste período com um do outro ({baseline, number} por dia). A diferença é de {score, number} desvios, medidos pelo sobe e desce de {sampleSize, plural, one {# dia} other {# dias}} antes; {isClear, select, yes {só conta a partir de {threshold, number}, porque fizemos ${comparacoes}} other {para sair do normal, precisaria passar de {threshold, number}}}.`,
}
