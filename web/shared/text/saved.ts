/** Words for the selections that a reader keeps in the own browser. */
export const savedText = {
  heading: 'Sparade urval',
  summary: (count: number) => (count === 0 ? 'Spara urvalet' : `Sparade urval (${count})`),
  explain:
    'Urvalen sparas bara i den här webbläsaren. Inget skickas till någon. Länken i adressfältet visar samma sak för alla.',
  name: 'Namn på urvalet',
  save: 'Spara',
  saved: (name: string) => `${name} är sparat.`,
  remove: (name: string) => `Ta bort ${name}`,
  removed: (name: string) => `${name} är borttaget.`,
  recent: 'Senast visade',
  remember: 'Kom ihåg de senaste urvalen jag visar',
  forgotten: 'De senaste urvalen är glömda.',
  remembered: 'De urval du visar härifrån och framåt sparas.',
  unusable: 'Webbläsaren låter inget sparas. Spara länken i adressfältet i stället.',
} as const;
