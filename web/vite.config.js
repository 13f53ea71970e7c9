import { defineConfig } from 'vite';

// Served from any folder of a static host, so every address in the build is relative.
export default defineConfig({
  base: './',
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2022' },
  worker: { format: 'es' },
  server: { fs: { allow: ['..'] } },
});
