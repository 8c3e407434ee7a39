import { everyScreen } from './screens.ts';

everyScreen('dark', 'en');
