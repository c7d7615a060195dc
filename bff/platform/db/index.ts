export * from './columns.ts';
export * from './database.ts';
export type { Tables } from './tables.ts';
