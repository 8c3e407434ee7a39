import type { PageLanguage } from '../pages/languages.ts';

/** What only the brochure says, beside the words of all pages. */
export interface BrochureWords {
  secondLanguage: string;
  none: string;
  paper: string;
  booklet: string;
  area: string;
  everywhere: string;
  kind: string;
  validOn: string;
  made: string;
  numbers: string;
  imprint: string;
  tooMany: string;
  badAddress: string;
  noArea: string;
  start: string;
  howToFold: string;
}

const de: BrochureWords = {
  secondLanguage: 'Zweite Sprache',
  none: 'keine',
  paper: 'Papier',
  booklet: 'A5 (Heft)',
  area: 'Gebiet',
  everywhere: 'alle Orte',
  kind: 'Art',
  validOn: 'Gültig am',
  made: 'Zusammengestellt am',
  numbers: 'Runde Nummern sind Orte auf der Karte. Eckige Nummern sind Angebote.',
  imprint: 'Zu diesem Heft',
  tooMany: 'Das sind zu viele Angebote für ein Heft. Bitte wählen Sie Gebiet, Art oder Sprache.',
  badAddress: 'Diese Adresse ist nicht zu lesen.',
  noArea: 'Dieses Gebiet gibt es nicht.',
  start: 'Zum Heft mit allen Angeboten',
  howToFold: 'Zum Falten: als PDF in A5 speichern, dann im PDF-Programm „Broschüre“ auf A4 drucken.',
};

/** Words of the brochure, by language. */
export const BROCHURE_WORDS: Readonly<Record<PageLanguage, BrochureWords>> = {
  de,
  leicht: {
    ...de,
    made: 'Gemacht am',
    numbers: 'Runde Nummern sind Orte auf der Karte. Eckige Nummern sind Angebote.',
    tooMany: 'Das sind zu viele Angebote. Bitte suchen Sie weniger aus.',
    badAddress: 'Diese Seite können wir nicht zeigen.',
    noArea: 'Diese Gegend kennen wir nicht.',
    start: 'Alle Angebote zeigen',
    howToFold: 'So wird es ein Heft: Speichern Sie ein PDF in A5. Drucken Sie es als „Broschüre“ auf A4.',
  },
  en: {
    secondLanguage: 'Second language',
    none: 'none',
    paper: 'Paper',
    booklet: 'A5 (booklet)',
    area: 'Area',
    everywhere: 'all places',
    kind: 'Kind',
    validOn: 'Valid on',
    made: 'Put together on',
    numbers: 'Round numbers are places on the map. Square numbers are offers.',
    imprint: 'About this booklet',
    tooMany: 'These are too many offers for one booklet. Please choose an area, a kind or a language.',
    badAddress: 'This address cannot be read.',
    noArea: 'There is no such area.',
    start: 'To the booklet with all offers',
    howToFold: 'To fold it: save a PDF in A5, then print it as a “booklet” on A4 from your PDF program.',
  },
  tr: {
    secondLanguage: 'İkinci dil',
    none: 'yok',
    paper: 'Kâğıt',
    booklet: 'A5 (kitapçık)',
    area: 'Bölge',
    everywhere: 'tüm yerler',
    kind: 'Tür',
    validOn: 'Geçerlilik tarihi:',
    made: 'Hazırlanma tarihi:',
    numbers: 'Yuvarlak numaralar haritadaki yerlerdir. Köşeli numaralar tekliflerdir.',
    imprint: 'Bu kitapçık hakkında',
    tooMany: 'Bir kitapçık için çok fazla teklif var. Lütfen bölge, tür veya dil seçin.',
    badAddress: 'Bu adres okunamıyor.',
    noArea: 'Böyle bir bölge yok.',
    start: 'Tüm tekliflerin olduğu kitapçığa',
    howToFold: 'Katlamak için: A5 PDF olarak kaydedin, sonra PDF programında A4 kâğıda “kitapçık” olarak yazdırın.',
  },
  ar: {
    secondLanguage: 'لغة ثانية',
    none: 'بدون',
    paper: 'الورق',
    booklet: 'A5 (كتيّب)',
    area: 'المنطقة',
    everywhere: 'كل الأماكن',
    kind: 'النوع',
    validOn: 'ساري في',
    made: 'أُعدّ في',
    numbers: 'الأرقام الدائرية هي أماكن على الخريطة. الأرقام المربعة هي عروض.',
    imprint: 'عن هذا الكتيّب',
    tooMany: 'العروض كثيرة جدًا لكتيّب واحد. يرجى اختيار منطقة أو نوع أو لغة.',
    badAddress: 'لا يمكن قراءة هذا العنوان.',
    noArea: 'لا توجد منطقة كهذه.',
    start: 'إلى الكتيّب بكل العروض',
    howToFold: 'للطيّ: احفظ ملف PDF بحجم A5، ثم اطبعه ككتيّب على ورق A4 من برنامج PDF.',
  },
  bg: {
    secondLanguage: 'Втори език',
    none: 'няма',
    paper: 'Хартия',
    booklet: 'A5 (книжка)',
    area: 'Район',
    everywhere: 'всички места',
    kind: 'Вид',
    validOn: 'Валидно на',
    made: 'Съставено на',
    numbers: 'Кръглите номера са места на картата. Квадратните номера са предложения.',
    imprint: 'За тази книжка',
    tooMany: 'Предложенията са твърде много за една книжка. Моля, изберете район, вид или език.',
    badAddress: 'Този адрес не може да се прочете.',
    noArea: 'Няма такъв район.',
    start: 'Към книжката с всички предложения',
    howToFold: 'За сгъване: запазете PDF във формат A5 и го отпечатайте като „брошура“ на A4 от програмата за PDF.',
  },
  ro: {
    secondLanguage: 'A doua limbă',
    none: 'niciuna',
    paper: 'Hârtie',
    booklet: 'A5 (broșură)',
    area: 'Zona',
    everywhere: 'toate locurile',
    kind: 'Tip',
    validOn: 'Valabil la',
    made: 'Întocmit la',
    numbers: 'Numerele rotunde sunt locuri pe hartă. Numerele pătrate sunt oferte.',
    imprint: 'Despre această broșură',
    tooMany: 'Sunt prea multe oferte pentru o broșură. Vă rugăm să alegeți o zonă, un tip sau o limbă.',
    badAddress: 'Această adresă nu poate fi citită.',
    noArea: 'Nu există o astfel de zonă.',
    start: 'La broșura cu toate ofertele',
    howToFold: 'Pentru împăturire: salvați un PDF A5, apoi tipăriți-l ca „broșură” pe A4 din programul PDF.',
  },
  pl: {
    secondLanguage: 'Drugi język',
    none: 'brak',
    paper: 'Papier',
    booklet: 'A5 (broszura)',
    area: 'Obszar',
    everywhere: 'wszystkie miejsca',
    kind: 'Rodzaj',
    validOn: 'Ważne w dniu',
    made: 'Przygotowano',
    numbers: 'Okrągłe numery to miejsca na mapie. Kwadratowe numery to oferty.',
    imprint: 'O tej broszurze',
    tooMany: 'To za dużo ofert na jedną broszurę. Proszę wybrać obszar, rodzaj lub język.',
    badAddress: 'Nie można odczytać tego adresu.',
    noArea: 'Nie ma takiego obszaru.',
    start: 'Do broszury ze wszystkimi ofertami',
    howToFold: 'Do złożenia: zapisz PDF w formacie A5, a potem wydrukuj go jako „broszurę” na A4 w programie PDF.',
  },
  uk: {
    secondLanguage: 'Друга мова',
    none: 'немає',
    paper: 'Папір',
    booklet: 'A5 (брошура)',
    area: 'Район',
    everywhere: 'усі місця',
    kind: 'Вид',
    validOn: 'Дійсно на',
    made: 'Складено',
    numbers: 'Круглі номери — це місця на карті. Квадратні номери — це пропозиції.',
    imprint: 'Про цю брошуру',
    tooMany: 'Забагато пропозицій для однієї брошури. Будь ласка, виберіть район, вид або мову.',
    badAddress: 'Цю адресу неможливо прочитати.',
    noArea: 'Такого району немає.',
    start: 'До брошури з усіма пропозиціями',
    howToFold: 'Щоб скласти: збережіть PDF у форматі A5 і надрукуйте його як «брошуру» на A4 у програмі для PDF.',
  },
};
