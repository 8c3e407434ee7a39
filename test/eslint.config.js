import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** A file that grows over these is asking to be split (CONTRIBUTING, "Layout"). */
const MODULE_LINES = 300;
const ROUTE_LINES = 250;
const COMPONENT_LINES = 200;

export default ts.config(
  { ignores: ['**/node_modules/**', 'web/build/**', 'web/.svelte-kit/**', '.data/**', '.stamps/**'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      'no-console': 'error',
      'max-lines': ['error', { max: MODULE_LINES }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // TypeScript checks names better than the linter can.
      'no-undef': 'off',
    },
  },
  { files: ['**/route.ts', '**/*-route.ts'], rules: { 'max-lines': ['error', { max: ROUTE_LINES }] } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      // Most Maps here are lookups built once or caches that nothing watches; what is watched is $state.
      'svelte/prefer-svelte-reactivity': 'off',
      // svelte-check raises these warnings, so it is the one to say whether an ignore is needed.
      'svelte/no-unused-svelte-ignore': 'off',
      // The application is served from the root or a sub-path by one router; plain hrefs are resolved against its base.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  { files: ['**/*.svelte'], rules: { 'max-lines': ['error', { max: COMPONENT_LINES }] } },
  { files: ['test/bench/**', 'api/src/cli/**', 'api/scripts/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.test.ts'], rules: { 'max-lines': 'off' } },
);
