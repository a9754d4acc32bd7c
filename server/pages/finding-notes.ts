import type { Diagnostic, Finding } from '../analyses/contract/finding.ts';
import { number } from '../analyses/words/words.ts';
import { gradeWords } from '../analyses/words/grade-words.ts';
import { type Refusal, refusesAsWhole } from '../analyses/contract/refusal.ts';
import { wireCode } from '../lib/errors.ts';
import { formatNumber } from '../notebook/format-value.ts';
import { type Html, html } from './html.ts';
import { setSentence } from './set-sentence.ts';

const grades = ['E0', 'E1', 'E2', 'E3', 'E4'] as const;

/** How far a finding carries, in words: why, what the next grade needs, and among how many comparisons it was found. */
export function gradeFigure(finding: Finding): Html {
  const { grade, gradeReason, refusals } = finding;
  const { word, meaning, next } = gradeWords(finding);
  const isRefused = refusals.some(refusesAsWhole);
  const at = isRefused ? -1 : grades.indexOf(grade);
  return html`<div class="grade">
    <svg viewBox="0 0 34 18" width="34" height="18" aria-hidden="true">
      ${grades.map((_, step) => {
        const height = 6 + 3 * step;
        return html`<rect
          class="${step <= at ? 'on' : 'off'}"
          x="${7 * step}"
          y="${18 - height}"
          width="5"
          height="${height}"
          rx="1"
        />`;
      })}
    </svg>
    <p><strong>${word}</strong>${isRefused ? null : html` <small>grade ${grade} of E0–E4</small>`}</p>
    <p>${[meaning, gradeReason, next].filter((part) => part !== null).join(' ')}</p>
    ${lookedAt(finding)}
  </div>`;
}

function lookedAt({ comparisons: { m, q } }: Finding): Html | null {
  if (m === 0) return null;
  const figure = q === null ? '' : `q\u00a0${q < 0.001 ? '<\u00a00.001' : `=\u00a0${q.toFixed(3)}`}`;
  if (m === 1) return html`<p>The only comparison looked at on these data${q === null ? '' : ` (${figure})`}.</p>`;
  const left =
    q === null ? '' : ` Corrected for that, it ${q < 0.05 ? 'still stands out' : 'does not stand out'} (${figure}).`;
  return html`<p>1 of ${formatNumber(m, 'integer')} comparisons looked at on these data.${left}</p>`;
}

/** Each effect of a refusal in words, with its picture. */
export const effects: { readonly [Effect in Refusal['effect']]: { readonly word: string; readonly path: string } } = {
  refuse: { word: 'Not answered', path: 'M8 2.2a5.8 5.8 0 100 11.6A5.8 5.8 0 008 2.2zM4 12L12 4' },
  withhold: { word: 'Held back', path: 'M5.5 3.5v9M10.5 3.5v9' },
  warn: {
    word: 'Read with care',
    path: 'M8 2.2a5.8 5.8 0 100 11.6A5.8 5.8 0 008 2.2zM8 7.5v3.3M8 5.2v.01',
  },
};

/** A small picture beside a word. */
export function icon(path: string): Html {
  return html`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d="${path}" />
  </svg>`;
}

/** What is refused, held back or warned of, as answers with a way out; what the verdict says is not said again. */
export function refusalList({ refusals, verdict, estimate, estimates, tables }: Finding): Html | null {
  if (refusals.length === 0) return null;
  const labels = new Map([
    ...tables.map(({ name, title }) => [name, title] as const),
    ...[...(estimate === null ? [] : [estimate]), ...estimates].map(({ name, label }) => [name, label] as const),
  ]);
  return html`<ul class="refusals">
    ${gathered(refusals).map((alike) => {
      const [{ code, effect, hint }] = alike;
      const told = alike.filter(({ message }) => !verdict.includes(message));
      const isSaid = told.length === 0;
      const { word, path } = effects[isSaid ? 'warn' : effect];
      const messages = told.map((each) => `${about(each, labels)}${each.message}`).join(' ');
      const said = html`<strong>${word}:</strong> ${setSentence(messages)}`;
      const way = isSaid ? html`<strong>What would help:</strong> ${hint}` : hint;
      return html`<li class="${effect}">
        ${icon(path)}
        <div>
          ${isSaid ? null : html`<p>${said}</p>`}
          <p class="way">${way} <code>${wireCode(code)}</code></p>
        </div>
      </li>`;
    })}
  </ul>`;
}

type Alike = readonly [first: Refusal, ...others: Refusal[]];

/** Refusals of one code with one way out stand together. */
function gathered(refusals: readonly Refusal[]): readonly Alike[] {
  const found = new Map<string, Alike>();
  for (const each of refusals) {
    const key = [each.code, each.effect, each.hint].join(' ');
    const known = found.get(key);
    found.set(key, known === undefined ? [each] : [...known, each]);
  }
  return [...found.values()];
}

/** Which number a refusal concerns; one that is refused is not there to lend its label. */
function about({ of, effect }: Refusal, labels: ReadonlyMap<string, string>): string {
  if (of === null) return '';
  const label = labels.get(of);
  if (label !== undefined) return `${label}. `;
  return effect === 'refuse' ? `${of.charAt(0).toUpperCase()}${of.slice(1).replaceAll('_', ' ')}. ` : '';
}

/** What was checked, what has to be true, and what the finding may not be read as. */
export function findingNotes({ diagnostics, assumptions, limits }: Finding): Html {
  return html`${checks(diagnostics)} ${folded('What has to be true', assumptions)}
  ${folded('What it may not be read as', limits)}`;
}

function checks(diagnostics: readonly Diagnostic[]): Html | null {
  if (diagnostics.length === 0) return null;
  const hasFailed = diagnostics.some(({ passed }) => passed === false);
  const tally = [true, false, null].flatMap((passed) => {
    const count = diagnostics.filter((each) => each.passed === passed).length;
    return count === 0 ? [] : [`${count} ${outcome(passed)}`];
  });
  const lines = diagnostics.map(({ label, value, passed, message }) => {
    const shown = value === null ? '' : ` ${typeof value === 'number' ? setSentence(number(value)) : value}`;
    return html`<li><strong>${label}</strong>${shown}, ${outcome(passed)}. ${message}</li>`;
  });
  const inside = html`<summary>What was checked: ${tally.join(', ')}</summary>
    <ul>
      ${lines}
    </ul>`;
  return hasFailed
    ? html`<details class="notes-part" open>${inside}</details>`
    : html`<details class="notes-part">${inside}</details>`;
}

function outcome(passed: boolean | null): string {
  return passed === null ? 'for reading' : passed ? 'passed' : 'did not pass';
}

function folded(title: string, lines: readonly string[]): Html | null {
  if (lines.length === 0) return null;
  return html`<details class="notes-part">
    <summary>${title}</summary>
    <ul>
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}
