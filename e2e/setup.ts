import type { TestProject } from 'vitest/node';
import { startTrivet } from './trivet.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one Trivet of all end-to-end tests answers, and the folder of its workspace. */
    trivet: { readonly address: string; readonly folder: string };
  }
}

/** Starts one Trivet on a copy of the demo workspace for all files; returns what stops it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const trivet = await startTrivet();
  project.provide('trivet', { address: trivet.address, folder: trivet.folder });
  return () => trivet.stop();
}
