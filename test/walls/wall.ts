import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

/** Tests, and what is made for tests only, may look over a wall. */
export const testCode = '(\\.test\\.tsx?$|/testing/|/(test-[^/]+|trial|caller)\\.ts$|^test/)';

export const npm = (...names: string[]) => `node_modules/(${names.join('|')})/`;
export const anyPackage = 'node_modules/';
export const typesOnly = { dependencyTypesNot: ['type-only' as const] };

/** Nothing that `from` describes may import what `to` describes; tests may. */
export function wall(
  name: string,
  comment: string,
  from: IRegularForbiddenRuleType['from'],
  to: IRegularForbiddenRuleType['to'],
): IRegularForbiddenRuleType {
  const pathNot = [testCode, ...[from.pathNot ?? []].flat()];
  return { name, comment, severity: 'error', from: { ...from, pathNot }, to };
}
