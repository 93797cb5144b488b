import type { Check } from '../../../core/check.ts';
import { chainOrder } from './chain-order.ts';
import { dates } from './dates.ts';
import { name } from './name.ts';
import type { Scene } from './scene.ts';
import { staple } from './staple.ts';
import { trust } from './trust.ts';
import { weak } from './weak.ts';

/** Everything that is judged of the chain a view sent. */
export const certificate = (scene: Scene): Check[] =>
  [dates, name, trust, chainOrder, weak, staple].flatMap((judge) => judge(scene));
