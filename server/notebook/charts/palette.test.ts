import { expect, test } from 'vitest';
import { type ColourPair, palette, series } from './palette.ts';

const grounds: ColourPair = ['#ffffff', '#1a1d21'];
const themes = [0, 1] as const;

test.each(themes)('series have a contrast of 3:1 on the ground of theme %i, texts of 4.5:1', (theme) => {
  for (const pair of series) expect(contrast(pair[theme], grounds[theme])).toBeGreaterThanOrEqual(3);
  for (const pair of [palette.text, palette.quiet]) {
    expect(contrast(pair[theme], grounds[theme])).toBeGreaterThanOrEqual(4.5);
  }
});

// Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
const deficiencies = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

test.each(themes)('the first six series stay apart for everybody in theme %i, the first four well', (theme) => {
  for (const [name, matrix] of Object.entries(deficiencies)) {
    const seen = series.slice(0, 6).map((pair) => lab(through(matrix, linear(pair[theme]))));
    for (const [index, one] of seen.entries()) {
      for (const [offset, other] of seen.slice(index + 1).entries()) {
        const distance = Math.hypot(...one.map((value, axis) => value - (other[axis] ?? 0)));
        expect(distance, `${name}: series ${index + 1} and ${index + offset + 2}`).toBeGreaterThan(
          index + offset < 3 ? 0.1 : 0.07,
        );
      }
    }
  }
});

type Triple = readonly [number, number, number];

function linear(hex: string): Triple {
  const channel = (start: number): number => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2. */
function contrast(one: string, other: string): number {
  const luminance = ([r, g, b]: Triple): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const [dark = 0, light = 0] = [luminance(linear(one)), luminance(linear(other))].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function through(matrix: readonly number[], [r, g, b]: Triple): Triple {
  const row = (at: number): number =>
    Math.min(1, Math.max(0, (matrix[at] ?? 0) * r + (matrix[at + 1] ?? 0) * g + (matrix[at + 2] ?? 0) * b));
  return [row(0), row(3), row(6)];
}

/** Oklab, Ottosson 2020. */
function lab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
