import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptySchedule,
  type Plan,
  type PlannedCell,
  type Schedule,
  type ScheduleEffect,
  type ScheduleEvent,
  step,
} from './scheduler.ts';

/** `{ b: 'a' }`: b reads a. A fingerprint is the cell's version letter with those of its inputs. */
function plan(
  reads: Readonly<Record<string, string>>,
  versions: Readonly<Record<string, string>> = {},
  over: Readonly<Record<string, Partial<PlannedCell>>> = {},
): Plan {
  const nodes = new Map<string, PlannedCell>();
  for (const [id, needs] of Object.entries(reads)) {
    const inputs = [...needs].map((need) => nodes.get(need)?.fingerprint ?? '');
    const fingerprint = `${id}${versions[id] ?? ''}(${inputs.join()})`;
    nodes.set(id, { fingerprint, needs: [...needs], barrier: null, eager: false, ...over[id] });
  }
  return { order: Object.keys(reads), nodes };
}

/** Plays events and answers every start at once with success, unless `ends` says otherwise. */
class Play {
  state: Schedule = emptySchedule;
  readonly stored = new Map<string, 'fresh' | 'error'>();
  readonly log: string[] = [];
  pending: Extract<ScheduleEffect, { type: 'start' }>[] = [];

  send(event: ScheduleEvent): this {
    const { state, effects } = step(this.state, event);
    this.state = state;
    for (const effect of effects) {
      this.log.push(`${effect.type} ${effect.cell}`);
      if (effect.type === 'start') this.pending.push(effect);
      else this.pending = this.pending.filter((run) => run.cell !== effect.cell);
    }
    return this;
  }

  planned(next: Plan): this {
    return this.send({ type: 'planned', plan: next, stored: this.stored });
  }

  run(cells: readonly string[] | null = null, force = false): this {
    return this.send({ type: 'requested', cells, force });
  }

  end(outcome: 'fresh' | 'error' = 'fresh'): this {
    const [run] = this.pending.splice(0, 1);
    if (run === undefined) throw new Error('nothing runs');
    this.stored.set(run.fingerprint, outcome);
    return this.send({ type: 'ended', cell: run.cell, fingerprint: run.fingerprint, outcome, elapsedMs: 5 });
  }

  endAll(): this {
    while (this.pending.length > 0) this.end();
    return this;
  }

  states(): string {
    return [...this.state.cells].map(([id, { state }]) => `${id}:${state}`).join(' ');
  }
}

const chain = { a: '', b: 'a', c: 'b' };

describe('order', () => {
  test('a cell runs after what it reads, each once', () => {
    const play = new Play().planned(plan(chain)).run();
    expect(play.states()).toBe('a:running b:queued c:queued');
    expect(play.endAll().log).toEqual(['start a', 'start b', 'start c']);
    expect(play.states()).toBe('a:fresh b:fresh c:fresh');
  });

  test('asking for one cell runs what it needs and nothing else', () => {
    const play = new Play()
      .planned(plan({ ...chain, d: '' }))
      .run(['b'])
      .endAll();
    expect(play.states()).toBe('a:fresh b:fresh c:stale d:stale');
  });

  test('at most two run at once', () => {
    const play = new Play().planned(plan({ a: '', b: '', c: '', d: '', e: '' })).run();
    expect(play.states()).toBe('a:running b:running c:queued d:queued e:queued');
    expect(play.end().states()).toBe('a:fresh b:running c:running d:queued e:queued');
  });

  test('a cell that costs nothing runs by itself once its inputs are there', () => {
    const play = new Play().planned(plan({ a: '', t: '', u: 'a' }, {}, { t: { eager: true }, u: { eager: true } }));
    expect(play.states()).toBe('a:stale t:running u:stale');
    play.endAll().run(['a']).end();
    expect(play.states()).toBe('a:fresh t:fresh u:running');
  });
});

describe('freshness', () => {
  test('running again with nothing changed starts nothing', () => {
    const play = new Play().planned(plan(chain)).run().endAll();
    play.log.length = 0;
    expect(play.run().planned(plan(chain)).run().log).toEqual([]);
  });

  test('an edit makes the cell and its readers stale, undoing it makes them fresh at once', () => {
    const play = new Play().planned(plan(chain)).run().endAll();
    expect(play.planned(plan(chain, { b: '2' })).states()).toBe('a:fresh b:stale c:stale');
    expect(play.planned(plan(chain)).states()).toBe('a:fresh b:fresh c:fresh');
  });

  test('force runs a fresh cell again, but not what it reads', () => {
    const play = new Play().planned(plan(chain)).run().endAll();
    play.log.length = 0;
    expect(play.run(['b'], true).endAll().log).toEqual(['start b']);
  });

  test('a result that is gone is made again before its reader goes on', () => {
    const play = new Play().planned(plan(chain)).run(['b']).endAll().run(['c']);
    play.pending = [];
    play.log.length = 0;
    play.send({ type: 'expired', cell: 'c', inputs: ['b'] });
    expect(play.states()).toBe('a:fresh b:running c:queued');
    expect(play.endAll().log).toEqual(['start b', 'start c']);
  });
});

describe('what stands in the way', () => {
  test('an error blocks the readers and nobody else; running it again frees them', () => {
    const play = new Play()
      .planned(plan({ ...chain, d: '' }))
      .run()
      .end('error')
      .endAll();
    expect(play.states()).toBe('a:error b:blocked c:blocked d:fresh');
    play.run().endAll();
    expect(play.states()).toBe('a:fresh b:fresh c:fresh d:fresh');
  });

  test('a failed cell is not tried again by itself', () => {
    const play = new Play().planned(plan({ a: '' }, {}, { a: { eager: true } })).end('error');
    expect(play.planned(plan({ a: '' }, {}, { a: { eager: true } })).states()).toBe('a:error');
    expect(play.planned(plan({ a: '' }, { a: '2' }, { a: { eager: true } })).states()).toBe('a:running');
  });

  test('barriers stay what they are and are never started', () => {
    const over = {
      a: { barrier: 'disabled' as const },
      b: { barrier: 'blocked' as const },
      d: { barrier: 'cycle' as const, fingerprint: null },
    };
    const play = new Play().planned(plan({ ...chain, d: '' }, {}, over)).run();
    expect(play.states()).toBe('a:disabled b:blocked c:blocked d:cycle');
    expect(play.log).toEqual([]);
  });
});

describe('stopping', () => {
  test('stop interrupts what runs, cancels what waits and blocks its readers', () => {
    const play = new Play()
      .planned(plan(chain))
      .run()
      .send({ type: 'stopped', cells: ['a'] });
    expect(play.states()).toBe('a:cancelled b:blocked c:blocked');
    expect(play.log).toEqual(['start a', 'interrupt a']);
  });

  test('a run whose text was changed is interrupted and never shows its result', () => {
    const play = new Play().planned(plan({ a: '' })).run();
    const [old] = play.pending;
    play.planned(plan({ a: '' }, { a: '2' }));
    expect(play.log).toEqual(['start a', 'interrupt a']);
    play.send({ type: 'ended', cell: 'a', fingerprint: old?.fingerprint ?? '', outcome: 'fresh', elapsedMs: 1 });
    expect(play.states()).toBe('a:stale');
  });

  test('a deleted cell is interrupted', () => {
    const play = new Play()
      .planned(plan({ a: '' }))
      .run()
      .planned(plan({}));
    expect(play.log).toEqual(['start a', 'interrupt a']);
    expect(play.states()).toBe('');
  });
});

describe('laws of the schedule', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const reads = fc
    .tuple(...ids.map((_, at) => fc.subarray(ids.slice(0, at))))
    .map((needs) => Object.fromEntries(needs.map((need, at) => [ids[at] ?? '', need.join('')])));
  const versions = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom('', '2'));
  const action = fc.oneof(
    fc.record({ do: fc.constant('plan' as const), versions }),
    fc.record({ do: fc.constant('run' as const), cells: fc.option(fc.subarray(ids)), force: fc.boolean() }),
    fc.record({ do: fc.constant('stop' as const), cells: fc.option(fc.subarray(ids)) }),
    fc.record({
      do: fc.constant('end' as const),
      outcome: fc.constantFrom('fresh' as const, 'fresh' as const, 'error' as const),
    }),
  );

  test('no cell starts before its inputs are fresh, and running all in the end leads to where a plain run leads', () => {
    fc.assert(
      fc.property(reads, fc.array(action, { maxLength: 30 }), (shape, actions) => {
        const play = new Play().planned(plan(shape));
        for (const next of actions) {
          const started = play.log.length;
          if (next.do === 'plan') play.planned(plan(shape, next.versions));
          else if (next.do === 'run') play.run(next.cells, next.force);
          else if (next.do === 'stop') play.send({ type: 'stopped', cells: next.cells });
          else if (play.pending.length > 0) play.end(next.outcome);
          for (const line of play.log.slice(started)) {
            const [what, id = ''] = line.split(' ');
            if (what === 'start')
              for (const need of shape[id] ?? '') expect(play.state.cells.get(need)?.state).toBe('fresh');
          }
          const running = [...play.state.cells].filter(([, { state }]) => state === 'running').map(([id]) => id);
          expect(running.sort()).toEqual(play.pending.map((run) => run.cell).sort());
        }
        play.endAll().run().endAll();
        expect([...play.state.cells.values()].map(({ state }) => state)).toEqual(ids.map(() => 'fresh'));
        for (const [id, cell] of play.state.cells)
          expect(cell.fingerprint).toBe(play.state.plan.nodes.get(id)?.fingerprint);
      }),
      { numRuns: 400 },
    );
  });
});
