import { blankSlide } from '../stories/blank.ts';
import { STORY_FORMAT } from '../stories/story.ts';
import type { Slide, SlideKind, SlideOf, Story } from '../stories/story.ts';
import type { Text } from '../layers/fields.ts';
import { demoId } from './walk-cards.ts';

const STORY = 12;
const SLIDE = 13;
const text = (de: string, en: string): Text => ({ de, en });
const fact = (label: string): string => `fact:${label}`;

type Own<K extends SlideKind> = Partial<Omit<SlideOf<K>, 'id' | 'kind'>>;
let number = 0;
const slide = <K extends SlideKind>(kind: K, title: Text, own: Own<K>): Slide => {
  number += 1;
  return { ...blankSlide(kind, demoId(SLIDE, number), title), ...own } as Slide;
};

/** Layers of orientation that lie under every map of the story. */
const GROUND = 'buildings,streets,green';
const QUARTER = '7.47180,51.52280';
const map = (layers: string, view: string, more = ''): string =>
  `?v=${view}&l=${layers ? `${layers},` : ''}${GROUND}${more}`;

/** The demo's story by key. */
export const DEMO_STORY = demoId(STORY, 1);

/**
 * "Blick in die Nordstadt": goes through the quarter as the deck of 2019 did (domain, section 1), from its people to what the
 * Steuerungsgruppe does about what it sees. Its words are ours; every figure in it is reckoned or cited where it is shown.
 */
export function demoStory(): Story {
  number = 0;
  const slides: Slide[] = [
    slide('title', text('Blick in die Nordstadt', 'A look into the Nordstadt'), {
      body: text(
        'Ein Quartier, seine Familien und was wir gemeinsam vorhaben',
        'A quarter, its families, and what we plan together',
      ),
      notes: text(
        'Begrüßen. Sagen, dass Gebäude, Fälle und Unfälle in dieser Demo erfunden sind; Straßen und amtliche Zahlen sind echt.',
        'Welcome everybody. Say that houses, cases and crashes in this demo are invented; streets and official figures are real.',
      ),
    }),
    slide('text', text('Wer hier lebt', 'Who lives here'), {
      chapter: text('Das Quartier', 'The quarter'),
      keyFigures: [
        { figure: fact('Menschen'), label: text('Menschen', 'people') },
        { figure: fact('Nationen'), label: text('Nationen', 'nations') },
        {
          figure: fact('Kinder und Jugendliche bis 17 Jahre'),
          label: text('Kinder und Jugendliche', 'children and young people'),
        },
        { figure: fact('Kinder bis 5 Jahre'), label: text('von ihnen bis 5 Jahre', 'of them up to 5 years') },
        { figure: fact('SGB II'), label: text('leben von SGB II', 'live on SGB II') },
        { figure: fact('Arbeitslosigkeit'), label: text('sind arbeitslos', 'are unemployed') },
      ],
      body: text(
        'Etwa {fact:Geburten im Jahr, etwa} Kinder kommen hier jedes Jahr zur Welt.',
        'About {fact:Geburten im Jahr, etwa} children are born here every year.',
      ),
      notes: text(
        'Die Quelle nennt bei den ausländischen Wurzeln 65 % und 2.892 Menschen; beides passt nicht zusammen, deshalb steht es hier nicht.',
        'For foreign roots the source says both 65 % and 2,892 people; the two do not agree, so they are not on this slide.',
      ),
    }),
    slide('map', text('Ein paar Straßen', 'A few streets'), {
      view: map('playgrounds,offers', `${QUARTER},14.60`),
      body: text(
        'Zwischen Bornstraße und Borsigplatz. Im Westen begrenzt eine Hauptstraße das Quartier.',
        'Between Bornstraße and Borsigplatz. In the west a main road borders the quarter.',
      ),
    }),
    slide('map', text('So dicht wie kaum sonst in der Stadt', 'As dense as hardly anywhere in the city'), {
      view: map('population-grid', `${QUARTER},13.90,-15,50`, '&m=population-grid:density-total::natural:5:3d'),
      body: text(
        'Im Unterbezirk wohnen {value:statistical-units/density-settlement/052/2024} Siedlungsfläche.',
        'The unit has {value:statistical-units/density-settlement/052/2024} of settlement area.',
      ),
      notes: text(
        'Die Höhe zeigt die Dichte je Rasterzelle, nicht die Höhe der Häuser.',
        'Height shows density by grid cell, not the height of houses.',
      ),
    }),
    slide('chart', text('Kinder in Haushalten mit Grundsicherung', 'Children in households on basic income support'), {
      series: 'areas:statistical-units/sgb2-children/2024',
      body: text(
        'Im Quartier sind es {value:statistical-units/sgb2-children/052/2024}.\n- Nachbarquartiere stehen kaum anders da.',
        'In the quarter it is {value:statistical-units/sgb2-children/052/2024}.\n- Neighbouring quarters hardly differ.',
      ),
    }),
    slide('map', text('Häuser, die niemandem zu gehören scheinen', 'Houses that seem to belong to nobody'), {
      chapter: text('Häuser', 'Houses'),
      view: map('properties', `${QUARTER},15.20`),
      body: text(
        '{count:properties} Fälle, {count:properties/acquired} erworben. Ein Haus kann zugleich gekauft und in Sanierung sein.',
        '{count:properties} cases, {count:properties/acquired} acquired. A house can be bought and under renovation at once.',
      ),
      notes: text(
        'In der öffentlichen Ausgabe stehen hier keine Häuser: Eine Adresse als Problemimmobilie zu zeigen, wäre selbst eine Aussage über Personen.',
        'The public edition shows no houses here: to show an address as a problem property would be a statement about people.',
      ),
    }),
    slide('ranking', text('Welches Haus als Nächstes?', 'Which house is next?'), {
      audience: 'planner',
      body: text(
        'Ränge sind Spannen: Was nicht zu unterscheiden ist, steht gleichauf.',
        'Ranks are ranges: what cannot be told apart shares its place.',
      ),
    }),
    slide(
      'coverage',
      text('Spielen können, ohne die Bornstraße zu queren', 'To play without crossing the Bornstraße'),
      {
        chapter: text('Spielen', 'Playing'),
        view: '?age=under-6',
        body: text(
          '{count:playgrounds} Spielplätze liegen im und um das Quartier. Für Kleine zählen 200 m Fußweg.',
          'There are {count:playgrounds} playgrounds in and around the quarter. For small children 200 m on foot count.',
        ),
      },
    ),
    slide('map', text('Wo gespielt wird', 'Where children play'), {
      view: map('playgrounds', `${QUARTER},15.40`),
      body: text(
        'Masterplan: Spielplätze Flensburger Straße und Holsteiner Straße.',
        'Master plan: playgrounds Flensburger Straße and Holsteiner Straße.',
      ),
    }),
    slide('strip', text('Die Bornstraße', 'The Bornstraße'), {
      chapter: text('Verkehr', 'Traffic'),
      view: '?street=Bornstra%C3%9Fe',
    }),
    slide('chart', text('Unfälle mit Personenschaden im Ausschnitt', 'Crashes with injuries in the area shown'), {
      series: 'years:accidents/year',
      body: text(
        'Der Unfallatlas kennt nur Unfälle mit Verletzten, in NRW ab 2019.',
        'The atlas of crashes only knows those with injuries, in NRW from 2019 on.',
      ),
    }),
    slide('chain', text('Bildungsketten, keine Bildungsperlen', 'Chains of learning, not single pearls'), {
      chapter: text('Familien', 'Families'),
      notes: text(
        'Vom Kind aus denken: Wo reißt die Kette, und warum?',
        'Think from the child: where does the chain break, and why?',
      ),
    }),
    slide('map', text('Orte für Familien', 'Places for families'), {
      view: map('offers', `${QUARTER},15.10`),
      body: text(
        '{count:offers} Orte mit Angeboten, getragen vom Netzwerk.',
        '{count:offers} places with offers, run by the network.',
      ),
    }),
    slide('photos', text('Was ein Gang durchs Quartier bewirkt', 'What a walk through the quarter brings about'), {
      chapter: text('Gemeinsam', 'Together'),
      measure: demoId(5, 2),
      audience: 'steering',
      body: text(
        '{measures} Maßnahmen stehen auf der Liste, {measures:done} sind erledigt.',
        '{measures} measures are on the list, {measures:done} are done.',
      ),
    }),
    slide('text', text('Was wir uns vorgenommen haben', 'What we have set out to do'), {
      body: text(
        '- Magistrale Bornstraße: sicher queren\n- Hannibal 2 mit der LEG\n- Gang durchs Quartier mit Kindern, Eltern und Fachleuten\n- Spielplätze Flensburger und Holsteiner Straße\n- Eine Übersicht aller Angebote\n- Quartiersfest',
        '- Bornstraße: crossing safely\n- Hannibal 2 with the LEG\n- Walks through the quarter with children, parents and professionals\n- Playgrounds Flensburger and Holsteiner Straße\n- One overview of all offers\n- A festival of the quarter',
      ),
    }),
    slide('title', text('Danke', 'Thank you'), {
      body: text('Jede Zahl dieser Geschichte lässt sich anklicken.', 'Every figure of this story can be clicked.'),
    }),
  ];
  return {
    format: STORY_FORMAT,
    title: text('Blick in die Nordstadt', 'A look into the Nordstadt'),
    look: 'auto',
    slides,
  };
}
