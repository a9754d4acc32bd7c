import { expect, test } from 'vitest';
import { caseModel } from '../../testing/case-workspace.ts';
import { compatibleDimensions, compatibleMetrics } from './compatible.ts';

const model = caseModel();
const rollups = ['ticket_band', 'nps_class', 'first_ticket', 'last_order', 'first_order'];

test('one metric has the dimensions of its dataset and of what it belongs to', () => {
  expect(compatibleDimensions(model, ['revenue'])).toEqual(['region', 'customer', 'date', ...rollups, 'orders.size']);
  expect(compatibleDimensions(model, ['customers'])).toEqual(['region', 'customer', ...rollups]);
});

test('several metrics have what all of them have', () => {
  expect(compatibleDimensions(model, ['revenue', 'nps', 'tickets'])).toEqual([
    'region',
    'customer',
    'date',
    ...rollups,
    'orders.size',
  ]);
  expect(compatibleDimensions(model, ['revenue', 'customers'])).toEqual(['region', 'customer', ...rollups]);
  expect(compatibleDimensions(model, ['revenue', 'cost'])).toEqual([]);
});

test('a metric across datasets has only what all of its datasets have', () => {
  expect(compatibleDimensions(model, ['revenue_per_response'])).toEqual([
    'region',
    'customer',
    'date',
    ...rollups,
    'orders.size',
  ]);
});

test('dimensions have the metrics that can be grouped by all of them', () => {
  expect(compatibleMetrics(model, ['responses.channel'])).toEqual([
    'nps',
    'responses',
    'tickets',
    'web_responses',
    'ticket_cost',
    'weighted_nps',
    'costly_tickets',
    'cost_per_ticket',
  ]);
  expect(compatibleMetrics(model, ['region', 'orders__size'])).toContain('revenue');
  expect(compatibleMetrics(model, ['region', 'orders__size'])).not.toContain('customers');
  expect(compatibleMetrics(model, ['lines.line_no'])).toEqual(['line_total']);
});

test('unknown names are refused with the nearest', () => {
  expect(() => compatibleDimensions(model, ['revenu'])).toThrow(expect.objectContaining({ code: 'unknown-metric' }));
  expect(() => compatibleMetrics(model, ['regon'])).toThrow(expect.objectContaining({ hint: 'Did you mean region?' }));
});
