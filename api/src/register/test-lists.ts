import { strToU8, zipSync } from 'fflate';
import { inflateRawSync } from 'node:zlib';
import writeXlsxFile from 'write-excel-file/node';

/**
 * One list as three kinds of workbook: a title and an empty row above the header; days with and without a time, a time alone, a
 * day as a bare number; whole and broken numbers, a share, numbers as text; truth; a text of two lines; a formula and an error.
 */

const text = (value: string) => ({ value, type: String });
const number = (value: number, format?: string) => ({ value, type: Number, ...(format ? { format } : {}) });
const day = (value: string, format: string) => ({ value: new Date(value), type: Date, format });
const truth = (value: boolean) => ({ value, type: Boolean });

/** The list as XLSX. What was calculated stands as a value, and what failed as nothing. */
export function listAsXlsx(): Promise<Uint8Array> {
  const headers = 'Aktenzeichen,Straße,Hausnummer,Wohnungen,Fläche,Frist,Beginn,Leer,Denkmal'.split(',');
  const [date, moment] = ['dd.mm.yyyy', 'dd.mm.yyyy hh:mm'];
  const rows = [
    [text('Register der Immobilien, Stand 31.03.2025')],
    [],
    headers.map(text),
    [
      ...[text('0052-1'), text('Mühlenstraße'), text('007'), number(12), number(1234.5, '#,##0.00')],
      ...[day('2025-03-31T00:00:00Z', date), day('2025-03-31T18:30:00Z', moment), null, truth(true)],
    ],
    [
      ...[text('0052-2'), text('Zeile 1\nZeile  2 & <mehr>'), text('4 a'), number(0), number(0.1)],
      ...[day('1999-12-31T00:00:00Z', date), number(0.7708333333333334, 'hh:mm'), null, truth(false)],
    ],
    [],
    [
      ...[text('0052-3'), text('Ömer-Çelik-Weg'), number(7), number(-3), number(0.25, '0%'), number(45657)],
      text('ab 18 Uhr'),
    ],
    [text('0052-4'), text('gleich'), text('gleich'), number(5), number(5), null, number(5)],
  ];
  return writeXlsxFile(rows, { sheet: 'Register' }).toBuffer();
}

/** The list as LibreOffice 7.4 saved it as Excel 97–2003. */
export const listAsXls = (): Uint8Array =>
  inflateRawSync(
    Buffer.from(
      '7VhrbFRVEJ57d7t7d/valhZLgfVKhRb6cNuCVAS7QEFIICDvkCawbW/bpbvbZtsmYCQWkcQfkmgw8Q+JIeFZjY+Y4A8l0l8+4ttgon8sxPgIRlbjIyTQ9Ttzz71s627SLcZE6NnMnjNzHjPnzJmZM/ezT4tGT7xRfpkmlIfJQWNJD7lSaArAayE+IlXSxpLJpEVOTpf/Vbkpa6FDJ/SXAxA6dwM0gEfqN1fW0+XOKluoF78B0mkNxVDH6QBlU2bixqSuN5k5Y5McN9kyzX/q/IX/Fn7cAchk/8LnC/vPA+QDCgCFZgigIkAxYAagBFDKd4LoHkAZYBagHDAbMAcwF+AH3AvQAfcB5gEqAPcD5gMWACoBVYCFgEWAail3rawFBNCul3gj6sXTPirr4tGgRVcOvZ3/kVA56/4ybsTrzhG+F1cArdQn7sbqUKRd/6/KKpYhpAgZLuKSrkBLoeOgFtBrTH2H/1fw7UMJkt4kb/QuNciyH+X/efxfQGL+WzznG6bU4569L6znyefYCBTKVVrIoH0Uoh00iNu5Fa0Y9WNkeepIYSXKSnjKMPojt9Xrd+bRSWFrjxoxIx6K+J35dErYXUVNRUWgLhDwO4votDC8jo7Wumi0te4Ait9ZRmeExaUSW/Xu7mXRqN/ppbPCiiXmpnNit4H5o2yeJ+mPpJ7iCi7qgi4kY/rvk6OrWdLprqOfxNmlO+dqc3xiIn1hBnpNBvqiDHRPWrotz/GJ9FMm/YWJ9NMZ6Gcy0MX6VWnWP5th/Ll/0I+pcDFDlBS1b8jBddGQi+viISfXM4bcXJcM5ST3sikfQRA6wjmKRluMrnD/gBF/Fs5KwW9E0QBE244qdJV2i5CV2MLcXAkRmoRPs1KYVGik3IRwKu9iTY0OKQiB2kUliP8g+X/1mUFQg01qCHLaX4iDN6hImSmDHwKWJYjeAVgfjfa2hSNhI1ajbx0IxTr0xvq6QGNdQ6BhCdZY2TNgxB43wu3dRgz72DoQD31rIOCuCw32xwajUSMO9jt7u2ODsS4esTbyHcbCwNfGwQSEVeAWi2EvGwwjDlfSYsR6oqEIegKBJQ219WCy8UZ3xIj189oOQV9q9TYgPu82whFDr/eatd6gL9CXR43u+CMYulgPWUMbEfa/gjy17xmRcE/tTqMLkoXa9PomfXt33Bq1GI2uiNhPEu+GUnosx3w3tGulgFsGUSprVTwuzCDkGxeE8qCbDuhMuO0i1pMP2qhdPefqlQfLm/cwfYhurThf3B8o8BB6RpyLeEY1/z/FY63HyWGmPc3/CzD/2i+i/NBcmdKuQvvLyoNfVB681rwwpX0CwcQDqYjvl0o1So1Sluc6PLJ3tNmqFdqOHo0O8rZJ2eMplDstIJKPKvNZpak+6wlmhgalkGmq2T+O5khDc6ahyafbOJp7Au2mTOJNFQhMZUyxMQWYamMqMIeNOYA5bcwJLMfGcoC5bMwFzG1jbmCajWnAPBJzMHevjQnuuTYmuIuTvIDnpIO5N/AT8+ozbjwyP/lQcHXgbB3gV0anh4eH9+/4Puji0RrvSuEnslQCzVXEuk7mmS+5CH8xi5+1JiZ4FkqeTuZpnlA1P2zPL7N4OsGznM4Oi/Jjs4tHa/Ikx/HkdV28hk9ycfE+i5iLH5jg6ecRf+JZNpu6uN35geBljhfnWSxnu7l3ho2JtUpsTJXYBYx3s/ymd5rJTs8FedysK5XXseR0k18RIrjMAS7bRkuC9gCV/FDCz7RZWGZinWmVCU16TnGsheRIBDhBcCaqmO5J+NIkISp5eZ6YI27QI2oxnXeZLzmi5WxlIl0o5PthMUDpgtvt0lIXUqzEx5t97qQgY3B4zRzKp6lmMDK71oqcZWO4Pd7b39s5oK/Z325E9IeW1m4LtRmRiMH6XBXu7Gy6ndxNMWPQlMtYktgVpVmXRo+89Nv1Td2+l5/XqLryza+FWp6Q7lX0N0lHFJRHt0Hmebtkrtch870+mSP+dNPM3UQ7IOdZZTLtbOQXFPXSx5eO1832HXsR8tdcf7VFvJ4n0FplnmkFb1+KrJtlXksy17T2rEq5rNxX7HllX98OI94f7o2N36u4aPVL8BIPBOhOLP/m9x8+/wk2lG6O0Ekw32zvBPc49VAby9GTtfzFHKDMbxfJLL6rfO617GQ1+EZxxzdBhn1T4u9I+QYzmTk1gPW2nW5CHmhMWX8imGb7/adOfqvhbBRZ7iD2H0U+KnS/Hregk3UiKAPIU3tByVyqJP+cLM7/AcArNv8WcGhnGQy+gdnJ0zSF/Tek8L/bv//9DQ==',
      'base64',
    ),
  );

/** The list as LibreOffice 7.4 saved it as OpenDocument; only the parts that are read, and truth as its kind instead of a formula. */
export const listAsOds = (more: Record<string, string> = {}): Uint8Array => {
  const content = inflateRawSync(
    Buffer.from(
      '7VtNcuM2Ft7PKThKpTcTiKQo2W5126lMdbqSqnYq1e5OprJJQSRIIQYJFgBadi4wN5jtbHKM7HyxeQBJiKIombYsRzX2xt3E+/uA994HgLTffn2dMueKCEl5djrwh97AIVnII5olp4PPn96jk8HXZ397y+OYhmQa8bBISaZQyDMF/zpgnclpLoiEJ6yMk0JkU44lldMMp0ROVTjlOclq2+m6zdTELcdDKQN1OpgrlU9dd7FYDBfBkIvE/fTR1TKkyLVya+1ERBHr0h55XuAmboQVRleULL6oLa7nKu208F+/fu0aqVWVdINr3/3X+YeLcE5SjGgmFc5CsrSK7rayyjEXqdygP3JLca0c8XSjZ9BA5AoW1GrLUNBc9U1Hqd1MhA7d11rrNm1TrOYb1vjEPQeh+XH+odYvy6tvtKoYG/E45zacNig16tUZu+XzcmZ9I11LhmIO1Z7mUKgz1g662Bp1Iagiwqaa0exyc+FpqU20wIutU/I9V+s0kIRbkYSYhdb5UjUvBDNKUegSRvTEpesPfdte2g7arVoukVgCiHmRRWXvlutHrnMiqBZhZsymKx6a6ybVDeuda6PctFZLPHcaq1ZkHvcvMbAb2ZgYUr+9xl67RqmZwb6xtC7QbRNoJIKov3kQNW1FrrbgnLiC5FyoZpdfV6GscldOOdcUw6MYCA+qmucbWl9eJb1ze5VsaK1wjkXvLBvllRLRmehdI7gVOyUK9zXWuk1bxh/QLdWaNzw0XWZFOiOidzHAfrfWMjElLOqXY45S2U6wti7dVZaN40IwOKvPBuUOIl07EMMZAcU4JCgiIZNnb0tgdtgpnzWO08E78hv+qXAucAYbGBRGrZZSdnM6eIVzLt80dMqBgbPiUuuihGQwIeA4uaBSrmjkVIWwLV1hQU2vur0h+Y+KqX/c0WPFvZGKpHcthrspcdU4LhSHnZ2GyPixGTU/V6YQct8Gq2CbPoN2Z0WaDWrL5iDKoeaIUJRIJ+bTmSD4Es0I8As41KFrj5X6gkb6kOENT0ZHY5qZCTTwbAYnNoETfNFCBiNNWKVID84JTeZKR/ePTyD4dsSFJIjniqaYoaa1EgXpj1vhbtz1YAqdTwTKcUJQafEj/PdCy36dxL9+JAnVCq0pNqZXUmFEZc7wTYWu8q2PMrBHoZRH4JcJpGbrwEuqqhgLrU/gh/GgpeRUT1BnZnEgcEjgOAx1X0lSmqHtUs1WCcSLaEIVSH0rTQQvcnORsQvdAdFCgmUINQ/C8nVg972+4L2t4L07wLs2ij69nH1pMZtH+9QGu7QCMu/Cf9TAP+eFkDWM6jjGeJa0g09bwZfAC0U2OXDXgGzhCbKJJwhjtSTHQl85zQOqKTLGBVO1hrnlNeU/eG2KAX/rnVyPKhJCN1b/IZENLOjyqrvaD3o9EGY0yZCExdR3lyvMCoLUTW6V4KRFcMNBjJkkhioWAueGEfQumnGkn+1kqAAURsKUsL54eVVGOEv0anvrAo1Ge8ssADmHGVwixVFMl/FL2ZVeCTid13YzroDdB055ALHS3wqpaHxT8ZnduSAnOAHQ8+aimqt7uTSrZnrKKRYJFDwjsaZNTZldzKLJqz8jhmT0Uj4vtdOqncYSr6VM78Rw2YpgEzanHDhLcNGRG14ouJCT1ryNSI8jNYe9JZmjivuaC7eupJO6qmNid50yYbJGJunvIPO9XDXG6lgC9hMzbELJOY70i4g1DHDnIMIAWUFZu1tUh5DaXwOZjo7groGzGkNTaBqlknYYl363KOh5m3sfI9drp+wWCKu2AYaVbwbSVrkHuwT7YZfxy+b0LDan8X7Kx3853DyP+pnsqX7GLwT0PAroaF8FNHkpoGdRQMf7KaCjlx3s/6l+3I3vhyvBjEc3y+8EuSA4knNC1Nnb8pWj/khYsHKdJFE6YP02MsRwY5MkkwDjankfK4XLgDHc6RDDM8JkS0ff+ARJwL1A5Fr/1oH+dtGltaAsCrGIZFVLNTr9Eddgq3RTfE3TIkURjWMCxa+ryxt6nmde3rmbp1Q7ND8rZ2VH2Hez1WizW/Rr38Y3FZHq1+MibU6eh4Vs1K8W5jm7QRGRugXK3JVidwVE9eq9I6p5g19BLF+WlqoSlW1DotPBuNaIyoYv23jFC/EfNaJ/FJx4d0at+acVWfBFR1j9NaCFEPzZT12WNU4HUkG7JgOn/qTdIQNHWpKf1Ql14ArufJ+mfEYZJdlXzoXCWeQE/tALhiNvNIF6KS3qwlli6EC1Dt9y7R0rF6zlYenvjuV2W9hgHXdY2IdPYXwoU9ixNr65hP3md0LDOcnul/4dA18ogW//S5405ne4kJCclIgnDfszn2dFltx3gTtYSX+h2BHMe3b7ByT7IKAIoKVDAPJPIMjsILLzgdy3NveD4x3JLlPMHgJlG/sdTw6L/TxvMkL+k5LB+e2fcwZHyL+A/jzveOd4MeNYrZYXZHbUDaBUtvH90e6lHQzugSoYDyf9kH1ldL3d8U068cGtk1iBfkAVRn3qQl6AAr8bpzG0MB/vpGZexzwM6Cf/ZBp4U8+7H2LHmN0Lt7sT3c04ZwRnVlY91xMqb+hdM6gN7SQ+ffz87bNgwkfoz9HOW88vhMKFtEHKK+POyHmF0/yN84qpNymZi1eJevOkLDp28H5Y1OtFVd6+jgfdmIZ+P1RD/8m5U/+qOvJH/bnTHw21ze5AjzuB6t8xsgLzC0cV0B+BMr8LvHPPu+hGaiyXm9FhEWX1JqcXU77/5sPF4VPly63fsH3wpLR5+x+4dqPbfxNGL9HPJNkPhx73Yqs9HYNR0Cv6fRe+q5PHnZ28/D3MdR4fbTgJN2wswtHkyyfdZcaTo0m/zBnNQ7gg4xkcaJ3Pc/HobHd8gFQxftRZ7n5GTJh+Y7mfLu53Y5w8aYM8JaZyWH+4KRg+HfB4euq73taU1R/TzGN9buiGTITgYgn5i3ff/+R6f98X8NE/goNY5Ic0fHOkdqxnGzW/HDb+UGblU6a78rHT3fAX02f/Aw==',
      'base64',
    ),
  );
  const others = Object.entries(more).map(([name, xml]) => [name, strToU8(xml)] as const);
  const mimetype = strToU8('application/vnd.oasis.opendocument.spreadsheet');
  return zipSync({ mimetype: [mimetype, { level: 0 }], 'content.xml': content, ...Object.fromEntries(others) });
};
