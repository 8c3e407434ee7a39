import { describe, expect, it } from 'vitest';
import { BadEnv, readEnv } from './env.ts';
import { misspeltSettings } from './settings.ts';

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(readEnv({}, '/somewhere')).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      dataDir: '/somewhere/.data',
      demo: 'auto',
    });
  });

  it('an empty variable counts as absent, not as a bad value', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '' }).port).toBe(3000);
  });

  it('blanks and line ends around a value, as a file of settings leaves them, are none of it', () => {
    const env = readEnv({ PORT: ' ', DEMO: 'off\r', DATA_DIR: '/srv/data\r\n', AUTH_SECRET: ' '.repeat(40) });
    expect(env).toMatchObject({ port: 3000, demo: 'off', dataDir: '/srv/data', authSecret: undefined });
  });

  it('a name that is almost that of a setting is known for it, and nothing else is', () => {
    const variables = { DATABSE_URL: 'x', METRIC_TOKEN: 'x', DATABASE_URL: 'x', HOME: 'x', PATH: 'x', BASE_PATH: 'x' };
    expect(misspeltSettings(variables)).toEqual([
      { name: 'DATABSE_URL', meant: 'DATABASE_URL' },
      { name: 'METRIC_TOKEN', meant: 'METRICS_TOKEN' },
    ]);
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://x'],
    ['DATABASE_URL', 'postgres://planner:100%sure@x/y'],
    ['DEMO', 'maybe'],
    ['TRUST_PROXY', 'yes'],
    ['OIDC_ISSUER', 'http://login.example'],
    ['BASE_URL', 'ftp://x'],
    ['BASE_URL', 'https://x/karte?lang=de'],
  ])('a bad %s is refused in one line that names it', (name, value) => {
    let message = '';
    try {
      readEnv({ [name]: value });
    } catch (error) {
      expect(error).toBeInstanceOf(BadEnv);
      message = (error as Error).message;
    }
    expect(message).toContain(name);
    expect(message).not.toContain('\n');
  });
});
