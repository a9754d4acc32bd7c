import type { PetriNet } from '../stats/journeys/petri-net.ts';

/** The net that the alpha algorithm finds in the compensation requests: examining and checking happen in either order. */
export const alphaNet: PetriNet = {
  start: 'start',
  end: 'end',
  transitions: [
    { activity: 'R', inputs: ['start'], outputs: ['examine', 'check'] },
    { activity: 'C', inputs: ['examine'], outputs: ['examined'] },
    { activity: 'T', inputs: ['examine'], outputs: ['examined'] },
    { activity: 'K', inputs: ['check'], outputs: ['checked'] },
    { activity: 'D', inputs: ['examined', 'checked'], outputs: ['decided'] },
    { activity: 'I', inputs: ['decided'], outputs: ['examine', 'check'] },
    { activity: 'P', inputs: ['decided'], outputs: ['end'] },
    { activity: 'X', inputs: ['decided'], outputs: ['end'] },
  ],
};
