/** Bounds of one GDAL process. */
export interface GdalLimits {
  /** Resident memory of the process in MB, WebAssembly included (`GDAL_MEMORY_MB`). */
  memoryMb: number;
  /** Longest run in seconds (`GDAL_TIMEOUT_S`). */
  timeoutS: number;
}

/** Bounds where none are configured: starting alone takes about 200 MB. */
export const GDAL_LIMITS: GdalLimits = { memoryMb: 1536, timeoutS: 300 };
