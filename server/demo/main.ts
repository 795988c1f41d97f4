import { demoText } from '../../web/shared/text/demo.ts';
import { readConfig } from '../config.ts';
import { startDemo } from './demo.ts';

const { host, port } = readConfig(process.env);

console.log(demoText.invented);
const demo = await startDemo({
  environment: process.env,
  onKolada: (url) => console.log(demoText.simulatedKolada(url)),
});
console.log(demoText.lookHere(`http://${host}:${port}`));

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, demo.stop);

const code = await demo.ended;
if (code !== 0) {
  console.error(demoText.serverEnded(code));
  process.exitCode = code;
}
