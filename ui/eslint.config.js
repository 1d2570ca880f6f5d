// Lints of the screens: the plug-ins' own recommendations, and the one folder that may know Tauri.
import vue from 'eslint-plugin-vue';
import typescript from 'typescript-eslint';

export default typescript.config(
  { ignores: ['dist', '.shots', 'src/bindings.gen.ts'] },
  ...typescript.configs.recommended,
  ...vue.configs['flat/essential'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: typescript.parser } },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    ignores: ['src/platform/**'],
    rules: {
      'no-restricted-imports': ['error', { patterns: ['@tauri-apps/*', '**/platform/fake*'] }],
      'no-restricted-globals': ['error', 'fetch', 'eval'],
    },
  },
  { rules: { 'max-lines': ['error', 300], 'vue/no-v-html': 'error' } },
);
