/** What `npm run demo` and the simulated service say in the terminal. */
export const demoText = {
  invented: 'Demo med påhittade siffror: inget av det som visas kommer från Kolada.',
  simulatedKolada: (url: string) => `Simulerat Kolada svarar på ${url}`,
  lookHere: (url: string) => `Titta på ${url} (avsluta med Ctrl+C)`,
  serverEnded: (code: number | null) => `Servern avslutades oväntat (kod ${code ?? 'saknas'}).`,
};
