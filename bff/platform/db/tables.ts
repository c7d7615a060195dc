/**
 * Every table of the product. Each room adds its own by declaration merging in its `table.ts`:
 *
 *     declare module '../platform/db/tables.ts' { interface Tables { orders: OrderRow } }
 *
 * so that no room imports another room's table. Which room may touch which table is checked by `test/architecture.test.ts`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the rooms through declaration merging
export interface Tables {}
