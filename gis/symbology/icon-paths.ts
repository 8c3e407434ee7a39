import type { Icon } from './symbology.ts';

/**
 * Pictograms as paths in a box of 24 × 24, drawn as strokes: simple enough to be told apart at 14 pixels.
 */
export const ICON_PATHS: Record<Icon, string> = {
  playground: 'M12 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2M12 8.5V15M7 11.5h10M8.5 21l3.5-6 3.5 6',
  kita: 'M4 20V9.5L12 4l8 5.5V20zM9.5 20v-5.5h5V20M12 9.2v.1',
  school: 'M2.5 9.5 12 5l9.5 4.5L12 14zM6.5 12v5c1.5 1.4 3.4 2 5.5 2s4-.6 5.5-2v-5',
  family: 'M12 20s-7.5-4.7-7.5-10A4.3 4.3 0 0 1 12 7.3 4.3 4.3 0 0 1 19.5 10c0 5.3-7.5 10-7.5 10z',
  office: 'M5 20V5h9v15M14 10h5v10M3.5 20h17M8 9h3M8 13h3',
  youth:
    'M8 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M16 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M3.5 20v-3.5A4.5 4.5 0 0 1 12 14.6a4.5 4.5 0 0 1 8.5 1.9V20',
  language: 'M4 5h16v11h-8l-4.5 4v-4H4zM8 9.3h8M8 12.3h5',
  sport:
    'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M12 8.5l3.5 2.5-1.3 4H9.8l-1.3-4zM12 3.5v5M20 9.5l-4.5 1.5M17 18.8 14.2 15M7 18.8 9.8 15M4 9.5 8.5 11',
  counselling: 'M4 6h11v8H9.5L6 17v-3H4zM18 9h2v8h-2v3l-3.5-3H11',
  accident: 'M12 4 21 20H3zM12 10v5M12 17.5v.1',
};
