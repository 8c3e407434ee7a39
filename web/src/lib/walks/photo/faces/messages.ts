import type { Pixels } from '../strokes.ts';
import type { Box } from './tiles.ts';

/** To the finder: first where its files lie (an address that ends with `/`), then pictures. */
export type FaceQuestion = { files: string } | { id: number; pixels: Pixels };

/** From the finder: faces from left to right, or why it could not search. */
export type FaceAnswer = { id: number; faces: Box[] } | { id: number; failure: string };
