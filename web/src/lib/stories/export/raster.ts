import { createContext, destroyContext, domToBlob } from 'modern-screenshot';
import { embeddedFonts } from './fonts.ts';

/** A picture in a file. */
export interface Raster {
  blob: Blob;
  width: number;
  height: number;
}

/**
 * An empty page to compare styles with. The library makes one by an inline document, which the policy of our pages rightly
 * refuses; an empty frame that is written to needs no leave.
 */
function emptyPage(): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  Object.assign(frame.style, { position: 'fixed', visibility: 'hidden', width: '0', height: '0', border: '0' });
  frame.setAttribute('aria-hidden', 'true');
  document.body.append(frame);
  const { contentDocument } = frame;
  contentDocument?.open();
  contentDocument?.write('<!DOCTYPE html><title></title><body>');
  contentDocument?.close();
  return frame;
}

/**
 * Draws a part of the page as a PNG, with its own fonts.
 * @param scale pixels of the picture for each CSS pixel
 * @throws Error where the browser cannot draw it
 */
export async function rasterOf(node: HTMLElement, scale: number): Promise<Raster> {
  const { offsetWidth: width, offsetHeight: height } = node;
  const context = await createContext(node, {
    width,
    height,
    scale,
    type: 'image/png',
    font: { cssText: await embeddedFonts() },
    drawImageInterval: 0,
    autoDestruct: false,
  });
  context.sandbox = emptyPage();
  try {
    const blob = await domToBlob(context);
    return { blob, width: Math.round(width * scale), height: Math.round(height * scale) };
  } finally {
    context.sandbox?.remove();
    destroyContext(context);
  }
}

/**
 * Draws a drawing with all that reaches beyond it, e.g. names at its rim. It is put into a box of its own for that, where it stays:
 * for slides that are thrown away.
 */
export async function drawingOf(svg: SVGElement, scale: number): Promise<Raster> {
  const own = svg.getBoundingClientRect();
  const parts = [own, ...[...svg.children].map((part) => part.getBoundingClientRect())].filter(
    ({ width }) => width > 0,
  );
  const left = Math.min(...parts.map((part) => part.left));
  const top = Math.min(...parts.map((part) => part.top));
  const box = document.createElement('div');
  Object.assign(box.style, {
    position: 'relative',
    flex: 'none',
    width: `${Math.ceil(Math.max(...parts.map((part) => part.right)) - left)}px`,
    height: `${Math.ceil(Math.max(...parts.map((part) => part.bottom)) - top)}px`,
  });
  svg.replaceWith(box);
  box.append(svg);
  Object.assign(svg.style, {
    position: 'absolute',
    left: `${own.left - left}px`,
    top: `${own.top - top}px`,
    width: `${own.width}px`,
    height: `${own.height}px`,
    maxHeight: 'none',
    overflow: 'visible',
  });
  return rasterOf(box, scale);
}

/** Pixels of a picture, and the smaller of its two forms: maps of few colours are smaller as PNG, aerial views as JPEG. */
export async function leanRaster(blob: Blob, most = Infinity): Promise<Raster> {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const jpeg = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY));
  const { width, height } = canvas;
  // Drawn anew it also has nothing of what a camera writes into its files.
  const png = blob.type === 'image/png' && scale === 1 ? blob : null;
  if (jpeg && (!png || png.size > PNG_IS_FINE + jpeg.size)) return { blob: jpeg, width, height };
  if (png) return { blob: png, width, height };
  throw new Error('the picture could not be encoded');
}

const JPEG_QUALITY = 0.92;
/** Bytes more that the sharper form may cost. */
const PNG_IS_FINE = 1_500_000;
