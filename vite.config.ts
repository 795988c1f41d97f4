import { defineConfig } from 'vitest/config';

const backend = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;

export default defineConfig({
  root: `${import.meta.dirname}/web`,
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    assetsInlineLimit: 0,
    // Vega with Vega-Lite: a chunk of its own, loaded when a chart must be drawn anew.
    chunkSizeWarningLimit: 1100,
    rolldownOptions: {
      input: {
        app: `${import.meta.dirname}/web/index.html`,
        embed: `${import.meta.dirname}/web/embed/embed.css`,
        'embed-page': `${import.meta.dirname}/web/embed/embed-page.ts`,
        inbaddat: `${import.meta.dirname}/web/embed/inbaddat.ts`,
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      [
        '/api',
        '/health',
        '/data.',
        '/diagram.',
        '/inbaddat',
        '/rapport',
        '/oembed',
        '/nyckeltal',
        '/handelser',
        '/liknande',
        '/fore-efter',
        '/hme',
        '/metod',
      ].map((path) => [path, backend]),
    ),
  },
  test: {
    root: import.meta.dirname,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
