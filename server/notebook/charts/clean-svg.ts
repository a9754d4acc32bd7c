import { sha256 } from '../../lib/hash.ts';

const elements = new Set(
  'svg g path rect text tspan line circle defs clipPath pattern linearGradient radialGradient stop'.split(' '),
);
const attributes = new Set(
  [
    'xmlns width height viewBox transform d x y x1 x2 y1 y2 dx dy cx cy r fx fy fr rx ry offset id preserveAspectRatio',
    'fill fill-opacity stroke stroke-opacity stroke-width stroke-linecap stroke-linejoin stroke-dasharray',
    'stroke-dashoffset stroke-miterlimit opacity stop-color clip-path',
    'text-anchor font-family font-size font-style font-variant font-weight',
  ]
    .join(' ')
    .split(' '),
);
const tag = /<(\/?)([A-Za-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g;
const attribute = /\s+([\w:-]+)="([^"]*)"/g;
const unseen = /(?<!<clipPath[^>]*>)<path(?![^>]*\s(?:fill|stroke)=)[^>]*\/>|<path[^>]*\sdisplay="none"[^>]*\/>/g;
const hidden = /<text[^>]*\sopacity="0"[^>]*>[^<]*<\/text>/g;
const longNumber = /-?\d+\.\d{3,}(?:e-?\d+)?/g;

/**
 * Vega's SVG with nothing but shapes, texts and colours: no styles, scripts, links, descriptions or classes, so that a
 * strict content policy lets it pass; its ids are its own, so that several charts can stand on one page.
 */
export function cleanSvg(svg: string): string {
  const plain = svg
    .replace(unseen, '')
    .replace(hidden, '')
    .replace(tag, (...[, slash, name, list, end]: readonly string[]) => {
      const isKept = name !== undefined && elements.has(name);
      return isKept ? `<${slash ?? ''}${name}${kept(list ?? '')}${end ?? ''}>` : '';
    });
  const prefix = `c${sha256(plain).slice(0, 10)}-`;
  return plain.replaceAll(/ id="/g, ` id="${prefix}`).replaceAll('url(#', `url(#${prefix}`);
}

/** Hundredths of a pixel are enough. Paint from elsewhere is not taken: `url(…)` must lead to an id of this picture. */
function kept(list: string): string {
  return [...list.matchAll(attribute)]
    .filter(([, name = '', value = '']) => attributes.has(name) && !defaults.has(`${name}=${value}`))
    .filter(([, , value = '']) => !/url\((?!#)/i.test(value))
    .map(([, name = '', value = '']) => ` ${name}="${value.replaceAll(longNumber, rounded)}"`)
    .join('');
}

const defaults = new Set(['opacity=1', 'font-weight=normal', 'text-anchor=start', 'stroke-width=1']);

function rounded(number: string): string {
  return String(Math.round(Number(number) * 100) / 100);
}
