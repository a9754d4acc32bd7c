import { DuckDBInstance } from '@duckdb/node-api';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Rows at scale 1. */
const rows = { customers: 100_000, orders: 1_000_000, invoices: 1_000_000, tickets: 500_000, responses: 200_000 };

/**
 * Writes the workload's Parquet files: five datasets that share customers, two years of them, sorted by time, one key in
 * fifty missing and one in fifty unknown. The same scale gives the same rows.
 */
export async function generateWorkload(folder: string, scale: number): Promise<void> {
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const count = (name: keyof typeof rows): number => Math.round(rows[name] * scale);
  const draw = (salt: string, sides: number): string => `CAST(hash(i, '${salt}') % ${sides} AS BIGINT)`;
  const owner = (salt: string): string => `CASE ${draw(`${salt} gap`, 50)} WHEN 0 THEN NULL
    WHEN 1 THEN ${count('customers')} + 7 ELSE ${draw(`${salt} owner`, count('customers'))} END AS customer_id`;
  const time = (of: keyof typeof rows): string =>
    `TIMESTAMP '2024-01-01' + to_seconds(CAST(i * (731.0 * 86400 / ${count(of)}) AS BIGINT))`;
  const money = (salt: string, most: number): string => `CAST(${draw(salt, most)} / 100.0 AS DECIMAL(12,2))`;
  const pick = (salt: string, words: readonly string[]): string =>
    `(['${words.join("','")}'])[${draw(salt, words.length)} + 1]`;
  const tables: { readonly [Name in keyof typeof rows]: string } = {
    customers: `i AS customer_id, ${pick('region', ['North', 'South', 'East', 'West', 'Isles'])} AS region,
      ${pick('segment', ['private', 'small business', 'enterprise'])} AS segment`,
    orders: `i AS order_id, ${owner('order')}, ${time('orders')} AS ordered_at, ${money('amount', 50_000)} AS amount,
      ${money('fee', 900)} AS fee, ${pick('store', ['web', 'app', 'shop', 'phone'])} AS store`,
    invoices: `i AS invoice_id, ${owner('invoice')}, ${time('invoices')} AS invoiced_at, ${money('billed', 60_000)} AS billed`,
    tickets: `i AS ticket_id, ${owner('ticket')}, ${time('tickets')} AS opened_at, ${money('cost', 4_000)} AS cost,
      ${pick('topic', ['delivery', 'billing', 'product', 'account', 'other'])} AS topic`,
    responses: `i AS response_id, ${owner('response')}, ${time('responses')} AS answered_at,
      CAST(least(10, ${draw('score', 8)} + ${draw('lift', 6)}) AS INTEGER) AS score,
      ${pick('post', ['email', 'web', 'sms'])} AS post`,
  };
  for (const [name, columns] of Object.entries(tables)) {
    const total = count(name as keyof typeof rows); // Object.entries forgets the keys
    const file = join(folder, `${name}.parquet`);
    await connection.run(`COPY (SELECT ${columns} FROM range(${total}) AS r(i)) TO '${file}' (FORMAT parquet)`);
  }
  connection.closeSync();
  instance.closeSync();
}
