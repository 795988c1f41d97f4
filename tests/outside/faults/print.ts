import { trials } from './table.ts';

/** The rows of the README's table of faults. */
export function tableOfFaults(): string[] {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '\\<');
  return trials.map(
    ({ name, does, holds, case: id }) =>
      `| ${cell(name)} | ${cell(does)} | ${holds} | ${id ?? ''} |`,
  );
}

if (import.meta.main) {
  console.log(['| fault | what the proxy does | must be | case |', '| - | - | - | - |'].join('\n'));
  console.log(tableOfFaults().join('\n'));
}
