import { defineConfig } from 'vite';

const server = 'http://127.0.0.1:4000';

export default defineConfig({
  // The server may lie below a path; it writes that path into the page.
  base: './',
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // Older targets rewrite light-dark() into a form that does not follow the theme that a person chose.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: { host: '127.0.0.1', proxy: { '/graphql': server, '/p': server } },
});
