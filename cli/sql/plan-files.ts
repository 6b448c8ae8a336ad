/** The files of a plan, and the place beside which they are. */
import path from 'node:path';
import { fileSources, hasFiles, withFiles } from '../../runtime/connectors/files/with-files.ts';
import { memoryConnector } from '../../runtime/connectors/memory/connector.ts';
import type { Connector, Problem } from '../../runtime/connectors/port.ts';
import type { Plan, PlanQuery } from '../../src/compiler/plan/plan.ts';
import { type Io, resolvePath } from '../io.ts';
import { sourceTopics } from './plan-topics.ts';
import { filled } from './record-formats.ts';

/** What relative paths of a plan begin with: the folder of its SQL, or the working folder. */
export const folderOf = (file: string | undefined, io: Io): string =>
  file === undefined || file === '-' ? io.cwd : path.dirname(resolvePath(io, file));

/** Whether a plan reads files alone: then there need be no place beside them. */
export const readsFilesAlone = (plan: Plan): boolean =>
  hasFiles(plan) && plan.queries.every(({ once }) => !once) && fileTopics(plan).size === sourceTopics(plan).length;

/** A place for what needs none. */
export const noPlace = (): Connector => memoryConnector();

const fileTopics = (plan: Plan): ReadonlySet<string> => new Set(fileSources(plan).map(({ topic }) => topic));

interface PlanFiles {
  readonly plan: Plan;
  readonly folder: string;
  readonly ends: boolean;
  readonly group: string | undefined;
  /** Queries whose rows are written where they belong. */
  readonly writes: readonly PlanQuery[];
  readonly onProblem: (problem: Problem) => void;
  readonly signal: AbortSignal;
}

/** Closes the place when its files cannot be had. Rejects with ConnectorError and FormatError. */
export async function besideFiles(place: Connector, files: PlanFiles, io: Io): Promise<Connector> {
  try {
    return await withFiles(place, { ...files, fill: text => filled(text, io.env) });
  } catch (error) {
    await place.close();
    throw error;
  }
}
