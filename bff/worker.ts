import { assertNode, run } from './process.ts';

await run(async () => {
  assertNode(process.versions.node);
  const { startWorker } = await import('./app.ts');
  return startWorker(process.env);
});
