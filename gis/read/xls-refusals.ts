import { UnreadableFile } from '../layers/source-types.ts';

/** The file ends too early, or its parts point at each other wrongly. */
export const damagedXls = (): UnreadableFile =>
  new UnreadableFile({
    de: 'Die Excel-Datei (.xls) ist unvollständig oder beschädigt. Wenn Excel oder LibreOffice sie noch öffnet, dort bitte als XLSX speichern („Speichern unter“, Dateityp „Excel-Arbeitsmappe (.xlsx)“).',
    en: 'The Excel file (.xls) is incomplete or damaged. If Excel or LibreOffice still opens it, please save it there as XLSX (“Save as”, type “Excel Workbook (.xlsx)”).',
  });

/** Workbooks of Excel 95 and older, whose texts are in the code page of the machine that wrote them. */
export const olderExcel = (): UnreadableFile =>
  new UnreadableFile({
    de: 'Das ist eine Datei im alten Excel-Format (.xls) aus Excel 95 oder früher. Bitte in Excel oder LibreOffice öffnen und als XLSX speichern („Speichern unter“, Dateityp „Excel-Arbeitsmappe (.xlsx)“).',
    en: 'This file is in the old format of Excel (.xls), of Excel 95 or before. Please open it in Excel or LibreOffice and save it as XLSX (“Save as”, type “Excel Workbook (.xlsx)”).',
  });

export const encryptedExcel = (): UnreadableFile =>
  new UnreadableFile({
    de: 'Die Excel-Datei ist mit einem Kennwort geschützt. Bitte in Excel öffnen und ohne Kennwort als XLSX speichern (Datei → Informationen → Arbeitsmappe schützen).',
    en: 'The Excel file is protected by a password. Please open it in Excel and save it as XLSX without one (File → Info → Protect Workbook).',
  });

/** Word, PowerPoint, Outlook and others keep their files in the same container. */
export const noWorkbook = (): UnreadableFile =>
  new UnreadableFile({
    de: 'Das ist ein altes Office-Dokument (etwa Word, PowerPoint oder Outlook), aber keine Excel-Arbeitsmappe. Gebraucht wird die Tabelle, am besten als XLSX oder CSV.',
    en: 'This is an old Office document (such as Word, PowerPoint or Outlook), but no Excel workbook. The table is needed, best as XLSX or CSV.',
  });

export const tooLargeXls = (): UnreadableFile =>
  new UnreadableFile({
    de: 'Die Excel-Datei (.xls) ist zu groß. Bitte nur die gebrauchten Blätter speichern, am besten als CSV.',
    en: 'The Excel file (.xls) is too large. Please save the sheets that are needed only, best as CSV.',
  });
