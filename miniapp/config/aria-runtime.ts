import { mergeInternalComponents } from '@tarojs/shared';
import { ariaParts } from './aria-parts';

mergeInternalComponents(ariaParts);
