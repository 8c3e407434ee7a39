import { describe, expect, it } from 'vitest';
import { decideEdition } from './edition.ts';
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
    ['EDITION', 'everyone'],
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

describe('edition without accounts', () => {
  const none = () => undefined;
  const loopback = readEnv({});

  it('whoever sits at the machine is a planner', () => expect(decideEdition(loopback, none)).toBe('planner'));

  it.each(['localhost:3000', '127.0.0.1', '[::1]:3000'])('under the name %s, too', (host) => {
    expect(decideEdition(loopback, (header) => (header === 'host' ? host : undefined))).toBe('planner');
  });

  it('a foreign name that was made to point here is the public (DNS rebinding)', () => {
    const foreign = (header: string) => (header === 'host' ? 'evil.example:3000' : undefined);
    expect(decideEdition(loopback, foreign)).toBe('public');
  });

  it.each(['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])(
    'a request through a proxy (%s) is the public',
    (name) => {
      expect(decideEdition(loopback, (header) => (header === name ? 'x' : undefined))).toBe('public');
    },
  );

  it('a server open to the network serves the public', () => {
    expect(decideEdition(readEnv({ HOST: '0.0.0.0' }), none)).toBe('public');
  });

  it('a setting decides over both', () => {
    expect(decideEdition(readEnv({ EDITION: 'public' }), none)).toBe('public');
    expect(decideEdition(readEnv({ HOST: '0.0.0.0', EDITION: 'steering' }), () => 'x')).toBe('steering');
  });
});
