import type { Config } from 'vega-lite';
import { blendable, diverging, palette, ramp, series, themed } from './palette.ts';

const font = 'system-ui, sans-serif';
const text = themed(palette.text);
const quiet = themed(palette.quiet);
const line = themed(palette.line);
const grid = themed(palette.grid);
const blend = { scheme: ramp.map(blendable) };
const main = themed(series[0] ?? palette.text);

/** Quiet type and rules; colours that follow the theme of the page. What a chart says itself goes before it. */
export const theme: Config = {
  // The page names the whole picture; a description of each mark would be read out one by one.
  aria: false,
  background: 'transparent',
  padding: 6,
  font,
  view: { stroke: null, continuousWidth: 240, continuousHeight: 160, discreteWidth: { step: 28 }, step: 26 },
  title: {
    color: text,
    fontSize: 14,
    fontWeight: 600,
    anchor: 'start',
    offset: 14,
    subtitleColor: quiet,
    subtitleFontSize: 12,
    subtitlePadding: 4,
  },
  axis: {
    domainColor: line,
    gridColor: grid,
    tickColor: line,
    tickSize: 4,
    labelColor: quiet,
    labelFontSize: 12,
    labelPadding: 6,
    labelLimit: 240,
    labelSeparation: 10,
    titleColor: quiet,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titlePadding: 10,
    titleLimit: 600,
  },
  axisX: { grid: false },
  axisXQuantitative: { grid: true, ticks: false },
  axisY: { domain: false, ticks: false, titleAngle: 0, titleAlign: 'left', titleAnchor: 'end', titleX: 0, titleY: -10 },
  axisDiscrete: { ticks: false },
  axisYDiscrete: { labelColor: text },
  axisXDiscrete: { labelColor: text },
  header: {
    labelColor: text,
    labelFontSize: 12,
    labelAnchor: 'start',
    labelLimit: 240,
    titleColor: quiet,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titleAnchor: 'start',
  },
  legend: {
    orient: 'top',
    direction: 'horizontal',
    labelColor: text,
    labelFontSize: 12,
    labelLimit: 200,
    titleColor: quiet,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titleLimit: 300,
    titleOrient: 'left',
    titleAlign: 'left',
    titlePadding: 12,
    symbolType: 'circle',
    symbolSize: 70,
    symbolStrokeWidth: 0,
    columnPadding: 14,
    offset: 30,
    gradientLength: 160,
    gradientThickness: 8,
    gradientStrokeColor: 'transparent',
  },
  mark: { invalid: 'break-paths-show-domains' },
  bar: { color: main, discreteBandSize: { band: 0.72 } },
  line: { color: main, strokeWidth: 2, strokeCap: 'round', strokeJoin: 'round' },
  trail: { color: main },
  area: { color: main, fillOpacity: 0.75 },
  point: { color: main, filled: true, size: 44, opacity: 0.85 },
  circle: { color: main, size: 44 },
  square: { color: main, size: 44 },
  tick: { color: main, thickness: 2 },
  rect: { color: main },
  arc: { color: main },
  boxplot: { size: 16 },
  rule: { color: quiet },
  text: { color: text, fontSize: 12 },
  geoshape: { color: main },
  range: {
    category: series.map(themed),
    ramp: blend,
    heatmap: blend,
    diverging: { scheme: diverging.map(blendable) },
    ordinal: blend,
  },
};

/** For several plots in one picture: titles stand beside the axes, where no heading of a plot is. */
export const themeOfMany: Config = { ...theme, axisY: { domain: false, ticks: false } };
