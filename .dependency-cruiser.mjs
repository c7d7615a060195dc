// The walls stand in test/walls/; `npm run check` enforces them, test/architecture.test.ts shows that each can fail.
export { walls as default } from './test/walls/walls.ts';
