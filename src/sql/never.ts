/** The first moment of the year 1: what the readers of inventories write for a time that never was. */
export const NEVER_SECONDS = -62_135_596_800;
