import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { startProgram } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'yijitong-program-'));

function program(name: string, code: string) {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  const ready = /^here ready (\S+)$/m;
  return startProgram({ name, file, env: { WHO: 'me' }, ready, logFile: join(folder, `${name}.log`) });
}

test('hands out what the ready line says, keeps the log and ends with the program’s own code', async () => {
  const running = await program(
    'polite',
    `console.log('here ready http://' + process.env.WHO); process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1000);`,
  );
  expect(running.said).toEqual(['http://me']);
  expect((await running.end()).code).toBe(3);
  expect(running.alive()).toBe(false);
  expect(readFileSync(join(folder, 'polite.log'), 'utf8')).toContain('here ready');
});

test('kill9 ends what does not listen', async () => {
  const running = await program(
    'deaf',
    `process.on('SIGTERM', () => {}); console.log('here ready now'); setInterval(() => {}, 1000);`,
  );
  await running.kill9();
  expect(running.alive()).toBe(false);
});

test('says what a program said that ended before it was ready', async () => {
  const starting = program('broken', `console.error('PORT must be a number'); process.exit(1);`);
  await expect(starting).rejects.toThrow(
    /broken ended \(1\) before it was ready:[\s\S]*PORT must be a number/,
  );
});

test('eventually answers the first real answer and names what never came', async () => {
  const answers = [null, false as const, 'now'];
  expect(await eventually('the third time', () => answers.shift())).toBe('now');
  await expect(eventually('rain', () => Promise.reject(new Error('dry')), 60)).rejects.toThrow(/60 ms: rain/);
});
