import { counterparts } from './counterparts.ts';
import { readSettings } from './kit/settings.ts';
import { startCity } from './kit/start-city.ts';

// Ends at once even with open connections: the books are on disk after every step.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));

try {
  const { url } = await startCity(readSettings(process.env), counterparts);
  process.stdout.write(`city ready ${url}\n`);
} catch (error) {
  process.stderr.write(`city: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
