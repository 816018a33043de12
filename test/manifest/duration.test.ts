import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../lib/manifest/duration';

describe('parseDuration', () => {
  it.each([
    [3600, 3600],
    ['3600', 3600],
    ['90s', 90],
    ['30m', 1800],
    ['1h', 3600],
    ['2d', 172_800],
    ['007m', 420],
    [0, undefined],
    ['0h', undefined],
    [-1, undefined],
    [1.5, undefined],
    [Number.NaN, undefined],
    [Number.MAX_VALUE, undefined],
    ['', undefined],
    ['h', undefined],
    ['1.5h', undefined],
    ['1 h', undefined],
    ['1h30m', undefined],
    ['1H', undefined],
    ['-1h', undefined],
    ['1e3', undefined],
    ['٣m', undefined],
    ['9999999999', undefined],
  ])('%j: %j', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });
});
