/**
 * Macros that make every random draw a pure function of (seed, purpose, entity): `draw` in [0, 1), `bell` with mean 0
 * and standard deviation 1 (sum of four draws: no libm in it, so the last bit is the same everywhere), `pick` of 0 to n − 1.
 * MD5 rather than hash(), which DuckDB may change.
 */
export function randomMacros(seed: number): string {
  return `
    CREATE MACRO bits(purpose, entity) AS md5_number(concat('fern/${seed}/', purpose, '/', entity));
    CREATE MACRO draw(purpose, entity) AS bits(purpose, entity)::DOUBLE / 340282366920938463463374607431768211456.0;
    CREATE MACRO pick(purpose, entity, n) AS least(floor(draw(purpose, entity) * n)::INTEGER, n - 1);
    CREATE MACRO quarter(number, shift) AS ((number >> shift) & 65535)::DOUBLE / 65536.0;
    CREATE MACRO spread(number) AS quarter(number, 0) + quarter(number, 24) + quarter(number, 48) + quarter(number, 72);
    CREATE MACRO bell(purpose, entity) AS (spread(bits(purpose, entity)) - 2) * 1.7320508075688772;
    CREATE MACRO clamp(number, low, high) AS greatest(low, least(high, number));
    CREATE MACRO named(prefix, number) AS concat(prefix, lpad(number::VARCHAR, greatest(7, length(number::VARCHAR))::INTEGER, '0'));
    CREATE MACRO local_to_utc(stamp) AS stamp - to_hours(CASE WHEN (stamp >= TIMESTAMP '2024-10-27 03:00:00' AND stamp < TIMESTAMP '2025-03-30 03:00:00')
      OR (stamp >= TIMESTAMP '2025-10-26 03:00:00' AND stamp < TIMESTAMP '2026-03-29 03:00:00') THEN 1 ELSE 2 END);
  `;
}
