// How the screens are built and tested. One bundle serves the app window and the browser.
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [vue()],
  base: './',
  build: {
    target: ['es2022', 'safari16'],
    // Scripts come from files only: the content security policy allows no inline ones.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
  },
  server: { host: '127.0.0.1', port: 5173, strictPort: true },
  test: {
    environment: 'happy-dom',
    include: ['tests/**/*.test.ts'],
    restoreMocks: true,
    // A busy machine may well stand still for seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
