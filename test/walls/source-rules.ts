import ts from 'typescript';
import { lineOf, nodesOf, type Source } from './sources.ts';

const isTest = ({ path }: Source) => /\.test\.tsx?$|\/testing\/|^test\//.test(path);
const LONGEST_FILE = 300;
const LONGEST_FUNCTION = 60;

/** Files over 300 lines; functions with over 60 lines of their own, not counting the functions inside. */
export function tooLong({ path, text, tree }: Source): string[] {
  const lines = text.trimEnd().split('\n').length;
  const functions = [...nodesOf(tree)].filter(
    (node) => ts.isFunctionLike(node) && !isStory(node) && ownLines(node) > LONGEST_FUNCTION,
  );
  return [
    ...(lines > LONGEST_FILE ? [`${path} has ${lines} lines`] : []),
    ...functions.map((node) => `${path}:${lineOf(node)} is a function of ${ownLines(node)} lines of its own`),
  ];
}

function ownLines(node: ts.Node): number {
  return heightOf(node) - functionsIn(node).reduce((sum, inner) => sum + heightOf(inner) - 1, 0);
}

/** The outermost functions inside. */
function functionsIn(node: ts.Node): ts.Node[] {
  return node.getChildren().flatMap((child) => (ts.isFunctionLike(child) ? [child] : functionsIn(child)));
}

function heightOf(node: ts.Node): number {
  const file = node.getSourceFile();
  return file.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - lineOf(node);
}

function isStory(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && /^(describe|it|test)\b/.test(call.expression.getText());
}

/** Where the platform's own `fetch` may be called. */
const MAY_FETCH =
  /^(test\/|mocks\/|adapters\/kit\/http|bff\/payments\/wechat-pay\/|bff\/platform\/wechat\/|bff\/(foundation|ops\/simulated-city)\.ts)/;

/** Calls of `fetch` past the few doors that watch over the network. */
export function strayFetches(source: Source): string[] {
  if (MAY_FETCH.test(source.path) || isTest(source)) return [];
  return [...nodesOf(source.tree)]
    .filter((node) => ts.isCallExpression(node) && /^(globalThis\.)?fetch$/.test(node.expression.getText()))
    .map((node) => `${source.path}:${lineOf(node)} calls fetch`);
}

/** `db` inside the work of `transact` waits for itself for ever on SQLite. */
export function databaseInsideTransaction({ path, tree }: Source): string[] {
  return [...nodesOf(tree)]
    .filter((node) => ts.isCallExpression(node))
    .filter(({ expression }) => /(^|\.)transact$/.test(expression.getText()))
    .flatMap(({ arguments: [work] }) => (work ? [...nodesOf(work)] : []))
    .filter((node) => ts.isIdentifier(node) && node.text === 'db' && !ts.isTypeNode(node.parent))
    .map((node) => `${path}:${lineOf(node)} uses db inside a transaction`);
}

const roomOf = (path: string) => /^bff\/((?:platform\/)?[^/]+)\//.exec(path)?.[1];
const TOUCHES =
  /^(selectFrom|insertInto|replaceInto|updateTable|deleteFrom|innerJoin|leftJoin|rightJoin|fullJoin|using)$/;

/** Tables that a room touches although another room declared them in its table.ts. */
export function foreignTables(sources: readonly Source[]): string[] {
  const owners = new Map(
    sources.flatMap((each) => declaredTables(each).map((table) => [table, roomOf(each.path)])),
  );
  return sources
    .filter(
      (each) => each.path.startsWith('bff/') && !each.path.startsWith('bff/migrations/') && !isTest(each),
    )
    .flatMap((each) =>
      touchedTables(each)
        .filter(({ table }) => owners.get(table) !== roomOf(each.path))
        .map(
          ({ table, line }) => `${each.path}:${line} touches ${table} of ${owners.get(table) ?? 'nobody'}`,
        ),
    );
}

function declaredTables({ path, tree }: Source): string[] {
  if (!path.endsWith('/table.ts')) return [];
  return [...nodesOf(tree)]
    .filter((node) => ts.isInterfaceDeclaration(node))
    .filter(({ name }) => name.text === 'Tables')
    .flatMap(({ members }) => members.map((member) => member.name?.getText().replace(/['"]/g, '') ?? ''));
}

function touchedTables({ tree }: Source): { table: string; line: number }[] {
  return [...nodesOf(tree)]
    .filter((node) => ts.isCallExpression(node))
    .flatMap((call) => {
      const {
        expression,
        arguments: [first],
      } = call;
      if (!first || !ts.isPropertyAccessExpression(expression) || !TOUCHES.test(expression.name.text))
        return [];
      const named = ts.isArrayLiteralExpression(first) ? [...first.elements] : [first];
      return named
        .filter((each) => ts.isStringLiteralLike(each))
        .map(({ text }) => ({ table: text.split(' ')[0] ?? '', line: lineOf(call) }));
    });
}

/** What is left over from writing it: promises to do it later, and where somebody's machine keeps it. */
const LEFT_OVER =
  /\b(TODO|FIXME|HACK)\b|@ts-ignore|(^|['"`\s(])\/(home|Users|work|workspace)\/[a-z]|\b(issue|ticket|PR) ?#\d/;

export function leftOvers({ path, text }: Source): string[] {
  // The rule itself has to name them.
  if (path.startsWith('test/walls/')) return [];
  return text
    .split('\n')
    .flatMap((line, index) => (LEFT_OVER.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : []));
}
