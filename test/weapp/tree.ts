/** A node of the view tree that Taro sends to the page's template by setData. */
export interface ViewNode {
  uid?: string;
  sid?: string;
  /** Text of a text node. */
  v?: string;
  cn?: ViewNode[];
}

export function* nodesUnder(node: ViewNode | undefined): Generator<ViewNode> {
  if (!node) return;
  yield node;
  for (const child of node.cn ?? []) yield* nodesUnder(child);
}

export function textOf(node: ViewNode | undefined): string {
  if (!node) return '';
  if (node.v !== undefined) return String(node.v);
  return (node.cn ?? []).map(textOf).join('');
}

export const idOf = (node: ViewNode): string | undefined => node.uid ?? node.sid;

/** `setData({ 'root.cn.[0].v': … })`: writes one path of the page's data as WeChat does. */
export function writePath(target: Record<string, unknown>, path: string, value: unknown): void {
  const keys = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean);
  const last = keys.pop();
  if (last === undefined) return;
  let place: Record<string, unknown> = target;
  for (const [at, key] of keys.entries()) {
    const next = keys[at + 1] ?? last;
    place[key] ??= /^\d+$/.test(next) ? [] : {};
    place = place[key] as Record<string, unknown>;
  }
  place[last] = value;
}
