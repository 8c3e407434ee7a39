import { everyScreen } from './screens.ts';

everyScreen('light', 'de');
