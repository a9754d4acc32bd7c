/** What people write: topic → language → sentences of praise, of indifference and of complaint. */
type Tone = 'promoter' | 'passive' | 'detractor';
type Language = 'en' | 'de';

type Bank = Readonly<Record<Language, Readonly<Record<Tone, readonly string[]>>>>;

const punctuality: Bank = {
  en: {
    promoter: [
      'Delivered on the very day you promised',
      'The van came exactly in the slot I chose',
      'Fast delivery, no waiting around',
    ],
    passive: [
      'Delivery was fine, though the slot was rather long',
      'It came, a little after the time I was told',
      'The day was right, the hour was not',
    ],
    detractor: [
      'The delivery came days after the promised date',
      'I took a day off and nobody came',
      'My slot was moved twice without a word',
    ],
  },
  de: {
    promoter: [
      'Pünktlich am zugesagten Tag geliefert',
      'Der Wagen kam genau im gewählten Zeitfenster',
      'Schnelle Lieferung, kein Warten',
    ],
    passive: [
      'Lieferung war in Ordnung, das Zeitfenster aber recht lang',
      'Es kam, etwas später als angekündigt',
      'Der Tag stimmte, die Uhrzeit nicht',
    ],
    detractor: [
      'Die Lieferung kam Tage nach dem zugesagten Termin',
      'Ich habe Urlaub genommen und niemand kam',
      'Mein Termin wurde zweimal ohne Nachricht verschoben',
    ],
  },
};

const reachability: Bank = {
  en: {
    promoter: ['Somebody picked up at once', 'I was called back within the hour', 'Easy to reach a person'],
    passive: [
      'It took three calls to reach somebody',
      'I was on hold for a while',
      'The chat only repeats the help page',
    ],
    detractor: [
      'I waited 40 minutes and nobody called me back',
      'It is impossible to reach anybody',
      'Great, another number that nobody answers',
    ],
  },
  de: {
    promoter: [
      'Sofort jemanden erreicht',
      'Der Rückruf kam innerhalb einer Stunde',
      'Man erreicht leicht einen Menschen',
    ],
    passive: [
      'Erst beim dritten Anruf jemanden erreicht',
      'Ich hing eine Weile in der Warteschleife',
      'Der Chat wiederholt nur die Hilfeseite',
    ],
    detractor: [
      '40 Minuten gewartet und niemand hat zurückgerufen',
      'Es ist niemand zu erreichen',
      'Toll, noch eine Nummer, bei der keiner abnimmt',
    ],
  },
};

const damage: Bank = {
  en: {
    promoter: [
      'A small scratch was put right on the spot',
      'Packed so well that nothing could break',
      'The broken shelf was replaced within two days',
    ],
    passive: [
      'The box was dented, the content was fine',
      'One small scratch, I let it be',
      'The packing could be better',
    ],
    detractor: [
      'The door of the cabinet was cracked',
      'Delivered damaged, and I must prove it',
      'The second replacement is broken too',
    ],
  },
  de: {
    promoter: [
      'Ein kleiner Kratzer wurde gleich behoben',
      'So gut verpackt, dass nichts brechen konnte',
      'Das kaputte Brett war nach zwei Tagen ersetzt',
    ],
    passive: [
      'Der Karton war eingedrückt, der Inhalt in Ordnung',
      'Ein kleiner Kratzer, ich lasse es dabei',
      'Die Verpackung könnte besser sein',
    ],
    detractor: [
      'Die Schranktür hatte einen Riss',
      'Beschädigt geliefert, und ich soll es beweisen',
      'Auch der zweite Ersatz ist kaputt',
    ],
  },
};

const price: Bank = {
  en: {
    promoter: [
      'Good value for the money',
      'Cheaper than elsewhere and just as good',
      'A fair price, and installation is included',
    ],
    passive: ['Fine, but not cheap', 'The price is all right', 'Delivery should be free at this price'],
    detractor: [
      'Far too expensive for what it is',
      'The price went up the week before I ordered',
      'Hidden fees at the last step',
    ],
  },
  de: {
    promoter: [
      'Gutes Preis-Leistungs-Verhältnis',
      'Günstiger als anderswo und genauso gut',
      'Fairer Preis, der Aufbau ist dabei',
    ],
    passive: ['In Ordnung, aber nicht billig', 'Der Preis geht so', 'Bei dem Preis sollte die Lieferung frei sein'],
    detractor: [
      'Viel zu teuer für das, was es ist',
      'Der Preis stieg in der Woche vor meiner Bestellung',
      'Versteckte Gebühren im letzten Schritt',
    ],
  },
};

const billing: Bank = {
  en: {
    promoter: ['The invoice was right and easy to read', 'The refund arrived the next day', 'No surprises on the bill'],
    passive: ['The invoice took a while', 'I had to ask for the invoice', 'The bill is hard to read'],
    detractor: [
      'Billed twice and still waiting for my money',
      'The invoice is wrong for the third time',
      'A reminder for a bill that I had paid',
    ],
  },
  de: {
    promoter: [
      'Die Rechnung stimmte und war gut zu lesen',
      'Die Erstattung war am nächsten Tag da',
      'Keine Überraschung auf der Rechnung',
    ],
    passive: [
      'Die Rechnung ließ auf sich warten',
      'Ich musste nach der Rechnung fragen',
      'Die Rechnung ist schwer zu lesen',
    ],
    detractor: [
      'Doppelt berechnet, und ich warte noch auf mein Geld',
      'Die Rechnung ist zum dritten Mal falsch',
      'Mahnung für eine bezahlte Rechnung',
    ],
  },
};

const friendliness: Bank = {
  en: {
    promoter: [
      'The crew was friendly and careful',
      'Kind people, they even took the old machine',
      'Lovely service from start to end',
    ],
    passive: ['Polite, if a little hurried', 'The crew was all right', 'Friendly on the phone, silent at the door'],
    detractor: ['The driver was rude', 'Nobody said sorry', 'I was treated like a nuisance'],
  },
  de: {
    promoter: [
      'Das Team war freundlich und sorgfältig',
      'Nette Leute, sie nahmen sogar das Altgerät mit',
      'Toller Service von Anfang bis Ende',
    ],
    passive: ['Höflich, aber etwas in Eile', 'Das Team war in Ordnung', 'Freundlich am Telefon, wortkarg an der Tür'],
    detractor: ['Der Fahrer war unverschämt', 'Niemand hat sich entschuldigt', 'Man fühlt sich wie ein Störenfried'],
  },
};

const website: Bank = {
  en: {
    promoter: ['Ordering took two minutes', 'The app shows where the van is', 'Clear pages and good pictures'],
    passive: ['The search could be better', 'The app logs me out each time', 'I found it, after some clicking'],
    detractor: [
      'The app crashed when I paid',
      'The page said in stock and it was not',
      'I cannot change my address anywhere',
    ],
  },
  de: {
    promoter: [
      'Die Bestellung dauerte zwei Minuten',
      'Die App zeigt, wo der Wagen ist',
      'Klare Seiten und gute Bilder',
    ],
    passive: ['Die Suche könnte besser sein', 'Die App meldet mich jedes Mal ab', 'Gefunden, nach einigem Klicken'],
    detractor: [
      'Die App stürzte beim Bezahlen ab',
      'Auf der Seite hieß es vorrätig, war es aber nicht',
      'Nirgends kann ich meine Adresse ändern',
    ],
  },
};

const quality: Bank = {
  en: {
    promoter: ['Solid quality, we would buy it again', 'The washing machine runs quietly', 'Exactly as described'],
    passive: ['Good enough', 'The colour differs a little from the picture', 'It does its job'],
    detractor: ['It broke after three weeks', 'Not what was described', 'Cheap material under a fine surface'],
  },
  de: {
    promoter: [
      'Solide Qualität, wir würden es wieder kaufen',
      'Die Waschmaschine läuft leise',
      'Genau wie beschrieben',
    ],
    passive: ['Gut genug', 'Die Farbe weicht etwas vom Bild ab', 'Es tut, was es soll'],
    detractor: [
      'Nach drei Wochen kaputt',
      'Nicht das, was beschrieben war',
      'Billiges Material unter schöner Oberfläche',
    ],
  },
};

export const phrases: Readonly<Record<string, Bank>> = {
  punctuality,
  reachability,
  damage,
  price,
  billing,
  friendliness,
  website,
  product_quality: quality,
};

/** How a remark ends, so that few are alike. */
export const endings: Bank = {
  en: {
    promoter: ['.', '. Thank you!', '. Gladly again.', ', and that twice in a row.', '. I have told my neighbours.'],
    passive: ['.', '. Otherwise fine.', ', that could be better.', '. Let us see next time.', '. No more, no less.'],
    detractor: ['.', '. Never again.', '. I expect an answer.', '!', '. It is not the first time.'],
  },
  de: {
    promoter: [
      '.',
      '. Danke!',
      '. Gerne wieder.',
      ', und das zweimal in Folge.',
      '. Ich habe es den Nachbarn erzählt.',
    ],
    passive: [
      '.',
      '. Sonst in Ordnung.',
      ', das geht besser.',
      '. Mal sehen, wie es nächstes Mal wird.',
      '. Nicht mehr und nicht weniger.',
    ],
    detractor: ['.', '. Nie wieder.', '. Ich erwarte eine Antwort.', '!', '. Es ist nicht das erste Mal.'],
  },
};
