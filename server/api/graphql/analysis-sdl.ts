import { analyses } from '../../analyses/index.ts';
import { refusalCodeNames, refusalCodes } from '../../analyses/contract/refusal-codes/index.ts';
import type { ModelName } from './model-names.ts';
import { described } from './model-sdl.ts';

/** Names of the registry as GraphQL spells them: `key-drivers` is `KEY_DRIVERS`. */
function named(name: string, description: string): Pick<ModelName, 'name' | 'wire' | 'description'> {
  return { name, wire: name.toUpperCase().replaceAll('-', '_'), description };
}

export const analysisNames = [...analyses].map(({ name, question }) => named(name, question));
export const refusalNames = refusalCodeNames.map((code) => named(code, refusalCodes[code].message));

/** The enumerations that stand for the scalars of analyses in the contract. */
export const analysisSdl: ReadonlyMap<string, string> = new Map([
  ['AnalysisKind', enumOf('AnalysisKind', 'An analysis of the registry.', analysisNames)],
  [
    'RefusalCode',
    enumOf('RefusalCode', 'Why an analysis refuses, withholds or warns. Codes never change.', refusalNames),
  ],
]);

function enumOf(
  type: string,
  about: string,
  values: readonly { readonly wire: string; readonly description: string }[],
): string {
  return described(
    about,
    `enum ${type} {\n${values.map(({ wire, description }) => described(description, wire)).join('\n')}\n}`,
  );
}
