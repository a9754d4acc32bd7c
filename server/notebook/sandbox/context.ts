import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { newQuickJSWASMModule, type QuickJSContext, type QuickJSHandle } from 'quickjs-emscripten';

/** A JavaScript engine of its own with Arquero loaded, for one run: nothing is left for the next. */
export interface Context {
  readonly vm: QuickJSContext;
  /** Takes the cell's function and encoded tables, returns encoded columns. */
  readonly call: QuickJSHandle;
  /** Bytes in use before the run. */
  readonly bytes: number;
}

const require = createRequire(import.meta.url);
// The browser build: the package's main entry reads files.
const arquero = readFileSync(require.resolve('arquero/dist/arquero.min.js'), 'utf8');
const inside = readFileSync(new URL('./inside.js', import.meta.url), 'utf8');
const stubs = 'globalThis.TextDecoder = class {}; globalThis.TextEncoder = class {};';

/** Takes about 0.2 s. Each context has a WebAssembly memory of its own, which goes with it. */
export async function prepareContext(): Promise<Context> {
  const { newContext } = await quickjs();
  const vm = newContext();
  vm.runtime.setMaxStackSize(512 * 1024);
  for (const code of [stubs, arquero]) vm.unwrapResult(vm.evalCode(code)).dispose();
  const call = vm.unwrapResult(vm.evalCode(inside, 'inside.js'));
  return { vm, call, bytes: memoryOf(vm) };
}

async function quickjs(): Promise<{ readonly newContext: () => QuickJSContext }> {
  const module = await newQuickJSWASMModule();
  return { newContext: () => module.newContext() };
}

function memoryOf(vm: QuickJSContext): number {
  const usage: unknown = vm.runtime.computeMemoryUsage().consume((handle) => vm.dump(handle));
  const isCounted = typeof usage === 'object' && usage !== null && 'memory_used_size' in usage;
  return isCounted ? Number(usage.memory_used_size) : 0;
}
