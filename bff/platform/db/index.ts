export * from './columns.ts';
export * from './database.ts';
export { prepared } from './prepared.ts';
