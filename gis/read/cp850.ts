/** Code page 850 from 0x80 on (Unicode's mapping file VENDORS/MICSFT/PC/CP850.TXT), which `TextDecoder` does not know. */
const UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/** The text of bytes in code page 850 (DOS in Western Europe, names in ZIP archives of Windows). Each byte is one character. */
export function fromCp850(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\u0080-\u00ff]/g, (letter) => UPPER.charAt(letter.charCodeAt(0) - 0x80));
}
