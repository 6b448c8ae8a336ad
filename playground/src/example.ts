/** What the playground opens with: the demo's query over a minute of its trades. */

import records from '../../examples/trading/market_data.jsonl';
import sql from '../../examples/trading/market_data.sql';

export const EXAMPLE_SQL: string = sql;
export const EXAMPLE_RECORDS: string = records;
export const EXAMPLE_TOPIC = 'market_data';
