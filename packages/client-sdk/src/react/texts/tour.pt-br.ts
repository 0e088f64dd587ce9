/** The tour of the panel. It comes when the tour begins. */
export const tourPtBR = {
  place: (step: string, steps: string) => `Passo ${step} de ${steps}`,
  next: 'Próximo',
  back: 'Voltar',
  skip: 'Pular',
  done: 'Concluir',
  steps: {
    lead: {
      title: 'Primeiro, o que mudou',
      text: 'Uma frase conta o que aconteceu no período, com o porquê e o que fazer. Cada cartão abre a sua prova.',
    },
    metrics: {
      title: 'Um número por vez',
      text: 'Toque em um número para ver o gráfico dele, dia a dia. No celular, deslize para o lado.',
    },
    range: {
      title: 'Você escolhe o período',
      text: 'Uma semana, um ano, os dias que quiser ou desde o começo. Tudo o que está abaixo muda junto.',
    },
    sections: {
      title: 'Resumo, Conteúdo, Público e Horários',
      text: 'O que cada post rendeu, quem segue você e quando publicar. O endereço da página guarda onde você está.',
    },
    notifications: {
      title: 'Só o que precisa de você',
      text: 'O sino conta apenas o que pede uma ação sua. Toda semana chega um resumo.',
    },
    fresh: {
      title: 'Sempre em dia',
      text: 'Os números chegam sozinhos toda noite. Para ver os de agora, atualize por aqui.',
    },
  },
}

export type TourMessages = typeof tourPtBR
