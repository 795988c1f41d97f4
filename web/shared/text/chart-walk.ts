/** Said of a chart whose values are walked with arrow keys. Apart, as embeds load no other words. */
export const chartWalkText = {
  label: 'Värden i diagrammet, gå med piltangenterna',
  start: 'Inget värde valt',
} as const;
