import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../harness/root.ts';

export interface Source {
  /** Relative to the repository, with forward slashes. */
  path: string;
  text: string;
  tree: ts.SourceFile;
}

export function sourceOf(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

const PRODUCT = '{adapters,bff,mocks,miniapp/src,miniapp/config,test}/**/*.{ts,tsx,mts}';

/** Every source file of the house. */
export function readSources(): Source[] {
  return globSync(PRODUCT, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !path.includes('node_modules/'))
    .map((path) => sourceOf(path, readFileSync(join(root, path), 'utf8')));
}

/** Every node of the tree below and including `node`. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

export function lineOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}
