import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const chromium = process.env['TRIVET_CHROMIUM'] ?? '/usr/bin/chromium';

// Vite prefers a package's ES build, Node the CommonJS one; two copies of graphql-js refuse each other's schemas.
const oneGraphql = [{ find: /^graphql$/, replacement: 'graphql/index.js' }];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias: oneGraphql },
        test: {
          name: 'node',
          include: ['server/**/*.test.ts', 'datasets/**/*.test.ts', 'notebooks/**/*.test.ts'],
          exclude: ['**/*.chdb.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'clickhouse',
          include: ['server/**/*.chdb.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        // Named here because a dependency that Vite meets in the middle of a run makes it begin anew.
        optimizeDeps: {
          include: [
            '@codemirror/autocomplete',
            '@codemirror/commands',
            '@codemirror/lang-javascript',
            '@codemirror/lang-markdown',
            '@codemirror/lang-sql',
            '@codemirror/lang-yaml',
            '@codemirror/language',
            '@codemirror/lint',
            '@codemirror/state',
            '@codemirror/view',
            '@lezer/highlight',
            'axe-core',
            'fast-check',
            'lit',
            'lit/directives/repeat.js',
            'lit/directives/unsafe-html.js',
            'vega',
            'vega-interpreter',
          ],
        },
        test: {
          name: 'browser',
          include: ['client/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            instances: [{ browser: 'chromium' }],
            provider: playwright({
              launchOptions: {
                executablePath: chromium,
                args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
              },
            }),
          },
        },
      },
      {
        resolve: { alias: oneGraphql },
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: 'e2e/setup.ts',
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
