/** A notebook run again with nothing changed, beside its first run. */
import { startDemo } from './demo-app.ts';
import { median, report, timed } from './figures.ts';
import { localViewer } from '../server/model/viewer.ts';

const demo = await startDemo(1);
try {
  process.stdout.write('\nNotebook run again with nothing changed (aim: at most 3 ms a cell)\n');
  for (const { slug } of await demo.app.notebooks.list()) {
    const session = await demo.app.notebooks.open(slug, localViewer);
    const first = await timed(() => session.run({ wait: true, force: true }));
    const again: number[] = [];
    for (let round = 0; round < 9; round++) again.push(await timed(() => session.run({ wait: true })));
    const { cells } = await session.snapshot();
    report(`${slug} (${cells.length} cells)`, median(again), { name: 'first run', ms: first });
  }
} finally {
  await demo.close();
}
