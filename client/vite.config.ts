import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:4000';

export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', proxy: { '/graphql': server, '/p': server } },
});
