import { problem, type Problem } from '../lib/problem.ts';
import { topoSort } from '../lib/topo-sort.ts';
import type { AnalysedCell } from './analyse.ts';
import { relationName } from './names.ts';
import { type Instability, instabilityProblem } from './stability.ts';

/** Which cell reads which, and what stands in the way. */
export interface CellGraph {
  /** Every cell: inputs first, else as in the document; cells of cycles at the end. */
  readonly order: readonly string[];
  readonly nodes: ReadonlyMap<string, CellNode>;
}

export interface CellNode {
  readonly analysed: AnalysedCell;
  /** Ids of the cells it reads, in the order of its reads, each once. */
  readonly needs: readonly string[];
  /** Names of datasets that it reads itself. */
  readonly datasets: readonly string[];
  /** Those and all behind the cells it reads, by name. */
  readonly behind: readonly string[];
  /** Relation name in small letters → the id of the cell that it means. */
  readonly relations: ReadonlyMap<string, string>;
  /** Names it reads that two cells, or a cell and a dataset, bear. */
  readonly ambiguous: readonly string[];
  /** Names along the cycle it stands in, the first again at the end. */
  readonly cycle: readonly string[] | null;
  /** Its own and those of all cells behind it, each once. */
  readonly unstable: readonly Instability[];
  /** Of its name, and of what its text leaves open. */
  readonly problems: readonly Problem[];
}

export interface GraphSurroundings {
  /** Names of the model's datasets. */
  readonly datasets: ReadonlySet<string>;
  /** Datasets that a cell stands on through metrics and dimensions. */
  readonly datasetsOf: (cell: AnalysedCell) => readonly string[];
}

/** The graph of a notebook. Total: names that mean nothing are left to the run, which knows where they stand. */
export function linkCells(cells: readonly AnalysedCell[], { datasets, datasetsOf }: GraphSurroundings): CellGraph {
  const byDataset = new Map([...datasets].map((name) => [name.toLowerCase(), name]));
  const byName = new Map<string, readonly string[]>();
  for (const { cell } of cells) {
    for (const name of new Set([relationName(cell).toLowerCase(), `c_${cell.id}`]))
      byName.set(name, [...(byName.get(name) ?? []), cell.id]);
  }
  const isAmbiguous = (name: string): boolean => {
    const owners = byName.get(name) ?? [];
    return owners.length > 1 || (owners.length === 1 && byDataset.has(name));
  };
  const direct = new Map(
    cells.map((analysed) => {
      const names = [...new Set(analysed.reads.relations.map((name) => name.toLowerCase()))];
      const relations = new Map(
        names.flatMap((name) => (byName.get(name) ?? []).slice(0, 1).map((id) => [name, id] as const)),
      );
      const read = names.flatMap((name) => (byName.has(name) ? [] : (byDataset.get(name) ?? [])));
      return [
        analysed.cell.id,
        {
          analysed,
          relations,
          needs: [...new Set(relations.values())],
          datasets: [...new Set([...read, ...datasetsOf(analysed)])],
          ambiguous: names.filter(isAmbiguous),
        },
      ] as const;
    }),
  );
  const { order, cycles } = topoSort(new Map([...direct].map(([id, { needs }]) => [id, needs])));
  const behind = closure(order, direct);
  const unstable = inherited(order, direct);
  const nodes = new Map(
    [...direct].map(([id, node]): readonly [string, CellNode] => {
      const path = cycles.find((cycle) => cycle.includes(id));
      const problems = [...takenName(node.analysed, byDataset), ...ownWarnings(node.analysed)];
      return [
        id,
        {
          ...node,
          behind: behind.get(id) ?? node.datasets,
          unstable: unstable.get(id) ?? ownInstability(node.analysed),
          cycle: path === undefined ? null : namesOf(path, direct),
          problems,
        },
      ];
    }),
  );
  return { order: [...order, ...[...direct.keys()].filter((id) => !order.includes(id))], nodes };
}

type Direct = ReadonlyMap<string, Pick<CellNode, 'analysed' | 'needs' | 'datasets'>>;

function closure(order: readonly string[], direct: Direct): ReadonlyMap<string, readonly string[]> {
  const behind = new Map<string, readonly string[]>();
  for (const id of order) {
    const node = direct.get(id);
    const inherited = (node?.needs ?? []).flatMap((need) => behind.get(need) ?? []);
    behind.set(id, [...new Set([...(node?.datasets ?? []), ...inherited])].sort());
  }
  return behind;
}

function inherited(order: readonly string[], direct: Direct): ReadonlyMap<string, readonly Instability[]> {
  const found = new Map<string, readonly Instability[]>();
  for (const id of order) {
    const node = direct.get(id);
    if (node === undefined) continue;
    const all = [...node.needs.flatMap((need) => found.get(need) ?? []), ...ownInstability(node.analysed)];
    found.set(id, [...new Map(all.map((each) => [`${each.cell} ${each.reason}`, each])).values()]);
  }
  return found;
}

function ownInstability({ cell, reads }: AnalysedCell): readonly Instability[] {
  return (reads.unstable ?? []).map((reason) => ({ reason, cell: cell.id }));
}

function ownWarnings({ cell, reads }: AnalysedCell): readonly Problem[] {
  return (reads.unstable ?? []).map((reason) => instabilityProblem(cell, reason, 'warning'));
}

function namesOf(path: readonly string[], direct: Direct): readonly string[] {
  return path.map((id) => {
    const node = direct.get(id);
    return node === undefined ? id : relationName(node.analysed.cell);
  });
}

function takenName({ cell }: AnalysedCell, datasets: ReadonlyMap<string, string>): readonly Problem[] {
  const dataset = cell.name === null ? undefined : datasets.get(cell.name.toLowerCase());
  if (dataset === undefined) return [];
  const hint = 'Give the cell another name: it would change what other cells mean by the dataset.';
  return [
    problem('name-taken', `The name ${cell.name} is taken by the dataset ${dataset}.`, { subject: cell.id, hint }),
  ];
}
