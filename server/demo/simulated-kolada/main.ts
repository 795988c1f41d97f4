import { parseArgs } from 'node:util';
import { demoText } from '../../../web/shared/text/demo.ts';
import { createSimulatedKolada } from './simulated-kolada.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    'years-from': { type: 'string', default: '2000' },
    'years-to': { type: 'string', default: '2025' },
    seed: { type: 'string', default: 'kolada' },
    'latency-ms': { type: 'string', default: '0' },
    catalogue: { type: 'string' },
    unmarked: { type: 'boolean', default: false },
  },
});

const kolada = await createSimulatedKolada({
  port: Number(values.port),
  firstYear: Number(values['years-from']),
  lastYear: Number(values['years-to']),
  seed: values.seed,
  marked: !values.unmarked,
  ...(values.catalogue !== undefined && { catalogueDirectory: values.catalogue }),
});
kolada.setLatency(Number(values['latency-ms']));
console.log(demoText.simulatedKolada(kolada.url));

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void kolada.close());
}
