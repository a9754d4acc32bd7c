// A thread does not take over the loader of its parent: it brings its own, then becomes the module it is given.
import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
await import(workerData.entry);
