/** The numbers that the generator puts into the demo company, for tests of what finds them again. */
export { planted } from '../../../datasets/generator/planted.ts';
