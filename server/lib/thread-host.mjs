// A process with one thread: what breaks the thread's memory takes this process with it, and no other.
import { Worker } from 'node:worker_threads';

const [entry, memoryMb] = process.argv.slice(2);
const abandoned = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
  execArgv: [],
  workerData: { entry, abandoned },
  resourceLimits: { maxOldGenerationSizeMb: Number(memoryMb) },
});

worker.on('message', (reply) => process.send(reply));
worker.on('error', ({ code, message }) => process.send({ kind: 'broken', code: code ?? null, message }));
worker.on('exit', () => process.disconnect());
process.on('message', (said) => {
  if (said.kind === 'abandon') Atomics.store(abandoned, 0, said.id);
  else worker.postMessage(said, []);
});
// The thread may be in a loop that nothing but a kill ends.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
