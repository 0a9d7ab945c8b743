import { defineConfig } from 'vite';

export default defineConfig({
  // JSX is compiled by vite itself; hot reload is not worth another dependency here.
  oxc: { jsx: { runtime: 'automatic' } },
  worker: { format: 'es' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    rollupOptions: { input: ['web/main.ts', 'web/take-over.ts'] },
  },
});
