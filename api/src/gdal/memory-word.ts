/** Said on standard error by a GDAL process that ends itself for its memory, so that its parent can name the reason. */
export const MEMORY_WORD = 'quartierblick: memory limit';
