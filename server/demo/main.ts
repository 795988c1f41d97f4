import { demoText } from '../../web/shared/text/demo.ts';
import { startDemo } from './demo.ts';

console.log(demoText.invented);
const demo = await startDemo({
  environment: process.env,
  onKolada: (url) => console.log(demoText.simulatedKolada(url)),
  onLine: (address) => console.log(demoText.lookHere(address)),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, demo.stop);

const code = await demo.ended;
if (code !== 0) {
  console.error(demoText.serverEnded(code));
  process.exitCode = 1;
}
