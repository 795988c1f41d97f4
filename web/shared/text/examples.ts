/** Ready comparisons that show what can be done, each an address of its own. */
export interface Example {
  readonly name: string;
  readonly href: string;
}

export const examplesTitle = 'Exempel';

/**
 * The motion that Bräcke answered: cost, satisfaction and the two statements on leadership of HME,
 * 2022 against 2024, for the seven kommuner, with what each has done.
 */
export const motionExample = '/jamfor?nyckeltal=N21006,U21468,U20304,U20305&ar=2022,2024';

export const examples: readonly Example[] = [
  { name: 'Bräckes svar på motionen', href: motionExample },
  {
    name: 'Samma svar som rapport',
    href: motionExample.replace('/jamfor', '/rapport'),
  },
  { name: 'HME i Bräcke och Eskilstuna', href: '/hme?kommuner=bracke,eskilstuna' },
  {
    name: 'Före och efter Kungsbackamodellen',
    href: '/fore-efter?kommun=kungsbacka&nyckeltal=U21468&ar=2023',
  },
  { name: 'Kommuner som liknar Bräcke', href: '/liknande?kommun=bracke' },
];
