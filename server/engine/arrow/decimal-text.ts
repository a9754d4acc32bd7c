/** `-12.50` from −1250 and 2. */
export function decimalText(units: bigint, scale: number): string {
  if (scale === 0) return String(units);
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The same for safe integers, of which most columns consist, ten times as fast. */
export function numberText(scale: number): (units: number) => string {
  if (scale === 0) return String;
  const power = 10 ** scale;
  const short = power / 10;
  return (units) => {
    const absolute = Math.abs(units);
    const whole = Math.floor(absolute / power);
    const rest = absolute - whole * power;
    const fraction = rest >= short ? rest : String(rest).padStart(scale, '0');
    return units < 0 ? `-${whole}.${fraction}` : `${whole}.${fraction}`;
  };
}

const shortest = 15;

/** −1250 from `-12.5` and 2: a number where it is safe, for speed; further digits than the scale are cut. */
export function decimalUnits(text: string, scale: number): bigint | number {
  const point = text.indexOf('.');
  const digits = point < 0 ? 0 : text.length - point - 1;
  // Fifteen digits are exact in a double, and so is their product rounded to a whole number.
  if (digits <= scale && text.length + scale - digits <= shortest) return Math.round(Number(text) * 10 ** scale);
  const fraction = point < 0 ? '' : text.slice(point + 1);
  return BigInt((point < 0 ? text : text.slice(0, point)) + fraction.padEnd(scale, '0').slice(0, scale));
}
