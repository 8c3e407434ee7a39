interface ImportMetaEnv {
  /** Folder, from the base, of what finds faces in photos (face-files.ts). */
  readonly FACE_FILES: string;
}
