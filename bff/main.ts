import { assertNode, run } from './process.ts';

await run(async () => {
  assertNode(process.versions.node);
  // Loaded only now: on an old Node it would not get as far as saying so.
  const { startBff } = await import('./app.ts');
  return startBff(process.env);
});
