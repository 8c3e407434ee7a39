import { describe, expect, it } from 'vitest';
import { BadEnv, readEnv } from './env.ts';

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

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://x'],
    ['DEMO', 'maybe'],
    ['TRUST_PROXY', 'yes'],
    ['OIDC_ISSUER', 'http://login.example'],
    ['BASE_URL', 'ftp://x'],
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
