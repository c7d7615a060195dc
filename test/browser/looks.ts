import { expect } from 'vitest';
import type { Phone } from './phone.ts';

interface Seen {
  sideways: number;
  small: string[];
  tiny: string[];
}

/** Words of the Latin alphabet that a resident may meet: names of things, not sentences. */
const known = /\b(App|SIM|PDF|ID|VIN|V|No|km|h|HH|MM|L[123])\b/g;

/**
 * What a designer would wince at: sideways scrolling, targets below 44 (elder 60) pixels, type below 11 (elder 18) pixels,
 * raw codes, English left over, a blank page.
 */
export async function looksRight(phone: Phone, place: string, elder = false): Promise<void> {
  const seen = await phone.page.evaluate(measure, { target: elder ? 60 : 44, type: elder ? 18 : 11 });
  // Only what is rendered counts, not what is hidden.
  const text = await phone.page.innerText('body');
  expect(seen.sideways, `${place} scrolls sideways`).toBeLessThanOrEqual(0);
  expect(seen.small, `${place} has small targets`).toEqual([]);
  expect(seen.tiny, `${place} has tiny type`).toEqual([]);
  expect(text.replace(/\s/g, '').length, `${place} is blank`).toBeGreaterThan(8);
  expect(
    text.replace(known, '').match(/undefined|NaN|null|\[object|[a-z]{4,}/g),
    `${place} shows raw words`,
  ).toBeNull();
}

/** Runs in the page. */
function measure(least: { target: number; type: number }): Seen {
  const isSeen = (element: Element) => {
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility !== 'hidden';
  };
  const words = (element: Element) => (element.textContent ?? '').trim().slice(0, 20);
  const targets = [...document.querySelectorAll('.tap')].filter(isSeen);
  const small = targets.filter((each) => {
    const box = each.getBoundingClientRect();
    // Half a pixel is lost to rounding at odd screen widths.
    return Math.min(box.height, box.width) < least.target - 0.5;
  });
  const leaves = [...document.querySelectorAll('body *')].filter((each) => {
    const own = [...each.childNodes].some(
      (node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '',
    );
    return own && isSeen(each);
  });
  const tiny = leaves.filter((each) => Number.parseFloat(getComputedStyle(each).fontSize) < least.type - 0.5);
  return {
    sideways: document.documentElement.scrollWidth - window.innerWidth,
    small: small.map((each) => `${each.id || each.className}: ${words(each)}`),
    tiny: tiny.map(words),
  };
}
