/*
 * The entry `gsl-engine/fleet`: an inventory in parts, judged by workers on any number of machines that a queue of BullMQ
 * hands the parts to.
 */
export { folderStore, type PartialStore } from './store.ts';
export { type FleetRun, getRun, judgeShard, mergeRun, putRun } from './run.ts';
export {
  askFleet,
  type Fleet,
  type FleetProgress,
  type FleetTrying,
  type FleetWorking,
  watchFleet,
  workForFleet,
} from './queue.ts';
export { PartialError } from './partial.ts';
