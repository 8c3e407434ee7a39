import type { TEXT_STATES } from '../layers/offers/register.ts';

/** Language (ISO 639), `de-leicht` for plain German; title, text, how far it has come. */
type Text = readonly [language: string, title: string, description: string, state: keyof typeof TEXT_STATES];

/** What the demo says of an offer: in German, and in other languages as far as somebody translated it. */
interface Said {
  topic: string;
  description: string;
  texts: readonly Text[];
}

/** Invented texts, by the key of the offer. What is not here has a title only, as in a register that is still being filled. */
export const OFFER_TEXTS: Readonly<Record<string, Said>> = {
  welcome: {
    topic: 'Ankommen',
    description:
      'Nach der Geburt besucht Sie eine Fachkraft zu Hause. Sie bringt ein kleines Geschenk mit und beantwortet Ihre Fragen.',
    texts: [
      [
        'de-leicht',
        'Besuch nach der Geburt',
        'Ihr Baby ist da.\nJemand besucht Sie zu Hause.\nSie können alles fragen.\nDer Besuch kostet nichts.',
        'checked',
      ],
      [
        'tr',
        'Hoş geldin ziyareti',
        'Doğumdan sonra bir uzman sizi evinizde ziyaret eder. Küçük bir hediye getirir ve sorularınızı yanıtlar.',
        'checked',
      ],
      [
        'bg',
        'Посещение за добре дошли',
        'След раждането ви посещава специалист у дома. Носи малък подарък и отговаря на въпросите ви.',
        'checked',
      ],
      ['ar', 'زيارة ترحيب', 'بعد الولادة تزوركم مختصة في بيتكم. تحمل هدية صغيرة وتجيب عن أسئلتكم.', 'draft'],
      [
        'ro',
        'Vizită de bun venit',
        'După naștere vă vizitează acasă o specialistă. Aduce un mic cadou și răspunde la întrebări.',
        'draft',
      ],
    ],
  },
  'baby-meeting': {
    topic: 'Eltern treffen Eltern',
    description:
      'Gemeinsam singen, spielen und reden, mit Kindern im ersten Lebensjahr. Sie können einfach vorbeikommen.',
    texts: [
      [
        'tr',
        'Bebekli aileler buluşması',
        'İlk yaşındaki bebeklerle birlikte şarkı söylemek, oynamak ve konuşmak. Haber vermeden gelebilirsiniz.',
        'checked',
      ],
      [
        'ar',
        'لقاء الأهل والرضّع',
        'نغني ونلعب ونتحدث معًا مع الأطفال في سنتهم الأولى. يمكنكم الحضور بدون موعد.',
        'checked',
      ],
    ],
  },
  griffbereit: {
    topic: 'Sprache und Spiel',
    description:
      'Eltern und Kinder spielen, malen und singen zusammen, auf Deutsch und in der Sprache der Familie. Zweisprachige Elternbegleiterinnen leiten die Gruppe.',
    texts: [
      [
        'de-leicht',
        'Griffbereit',
        'Eltern und Kinder spielen zusammen.\nSie sprechen Deutsch.\nSie sprechen auch Ihre Sprache.\nBitte melden Sie sich an.',
        'draft',
      ],
      [
        'tr',
        'Griffbereit',
        'Anne-babalar ve çocuklar birlikte oynar, resim yapar ve şarkı söyler; Almanca ve ailenin dilinde. Grubu iki dilli rehberler yönetir.',
        'checked',
      ],
      [
        'ar',
        'Griffbereit',
        'يلعب الأهل والأطفال ويرسمون ويغنون معًا بالألمانية وبلغة العائلة. تقود المجموعة مرافقات يتحدثن لغتين.',
        'draft',
      ],
    ],
  },
  'griffbereit-mini': {
    topic: 'Sprache und Spiel',
    description: 'Das erste Programm für Babys: Fingerspiele, Lieder und Zeit für Fragen.',
    texts: [
      ['bg', 'griffbereitMINI', 'Първата програма за бебета: игри с пръсти, песни и време за въпроси.', 'checked'],
    ],
  },
  'picture-book': {
    topic: 'Sprache',
    description: 'Bilderbücher in vielen Sprachen ansehen, vorlesen und ausleihen.',
    texts: [
      ['tr', 'Resimli kitaplarla dil', 'Birçok dilde resimli kitaplara bakmak, okumak ve ödünç almak.', 'checked'],
      ['bg', 'Език с книжки с картинки', 'Разглеждане, четене и заемане на книжки с картинки на много езици.', 'draft'],
      [
        'pl',
        'Język z książką obrazkową',
        'Oglądanie, czytanie i wypożyczanie książek obrazkowych w wielu językach.',
        'checked',
      ],
    ],
  },
  movers: {
    topic: 'Bewegung',
    description: 'Klettern, rollen, balancieren: Turnen für die Kleinsten. Bitte rutschfeste Socken mitbringen.',
    texts: [],
  },
  midwife: {
    topic: 'Gesundheit',
    description: 'Eine Hebamme beantwortet Fragen zu Schwangerschaft, Geburt und Stillen.',
    texts: [
      ['ro', 'Consultații cu moașa', 'O moașă răspunde la întrebări despre sarcină, naștere și alăptare.', 'checked'],
    ],
  },
  'parents-cafe': {
    topic: 'Eltern treffen Eltern',
    description: 'Kaffee, Tee und Gespräche. Geschwister sind willkommen.',
    texts: [
      ['tr', 'Anne-baba kahvesi', 'Kahve, çay ve sohbet. Kardeşler de gelebilir.', 'checked'],
      ['bg', 'Кафене за родители', 'Кафе, чай и разговори. Братчетата и сестричетата са добре дошли.', 'checked'],
      ['ar', 'مقهى الأهل', 'قهوة وشاي وأحاديث. الإخوة مرحب بهم.', 'checked'],
      ['uk', 'Кав’ярня для батьків', 'Кава, чай і розмови. Братикам і сестричкам раді.', 'draft'],
    ],
  },
};

/** Offers of the demo that pause in the school holidays, and one that comes every other week on one of its days. */
export const PAUSES = new Set([
  'griffbereit',
  'griffbereit-mini',
  'picture-book',
  'movers',
  'bridges',
  'meerkats',
  'backpack',
]);
export const EVERY_OTHER_WEEK = new Set(['movers/school-kiel']);
