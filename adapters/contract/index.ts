export type * from './bills.ts';
export type * from './call.ts';
export * from './error.ts';
export type * from './identity.ts';
export * from './money.ts';
export type * from './ports.ts';
export type * from './service.ts';
