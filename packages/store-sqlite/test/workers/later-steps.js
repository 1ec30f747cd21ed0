// Steps of versions of the file that are not there yet, each of which takes a while.
import { migrations } from '../../dist/schema/schema.js'

/** @param {string} name @returns {string} */
const stepOf = (name) => `
CREATE TABLE ${name} (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
INSERT INTO ${name} (text) WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 2000)
  SELECT 'row ' || n FROM counted;`

/** The tables that they make. */
export const laterTables = ['later_a', 'later_b', 'later_c']

export const laterSteps = [...migrations, ...laterTables.map(stepOf)]
