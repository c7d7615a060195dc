import type { IConfiguration } from 'dependency-cruiser';
import { adapterWalls } from './adapters.ts';
import { frontDoorWalls, roomWalls } from './backend.ts';
import { cityWalls, phoneWalls } from './outside.ts';
import { packageWalls } from './packages.ts';

/** The walls of the house, as ARCHITECTURE.md draws them. */
export const walls = {
  forbidden: [...adapterWalls, ...frontDoorWalls, ...roomWalls, ...packageWalls, ...phoneWalls, ...cityWalls],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['\\.(css|html|json)$'] },
    // Type imports are imports too: a room that knows another's types knows the room.
    tsPreCompilationDeps: 'specify',
    combinedDependencies: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
} satisfies IConfiguration;
