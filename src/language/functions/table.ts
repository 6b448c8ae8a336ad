/** All functions, by name: the one table that checking, completion, hover, docs and evaluation read. */
import { approxCountDistinct, approxPercentile } from './aggregate/approximate.ts';
import { avg } from './aggregate/avg.ts';
import { boolAnd, boolOr } from './aggregate/bool.ts';
import { arrayAgg, maxBy, minBy, topk } from './aggregate/collect.ts';
import { count, countDistinct } from './aggregate/count.ts';
import { firstValue, lastValue } from './aggregate/first-last.ts';
import { max, min } from './aggregate/min-max.ts';
import { median, percentileCont, percentileDisc } from './aggregate/percentile.ts';
import { corr, covarPop, covarSamp, regrIntercept, regrR2, regrSlope } from './aggregate/regression.ts';
import { stringAgg } from './aggregate/string-agg.ts';
import { sum } from './aggregate/sum.ts';
import { stddev, stddevPop, variance, varPop } from './aggregate/variance.ts';
import { arrayLength } from './collection/length.ts';
import { mapFromArrays, mapKeys, mapUnion, mapValues } from './collection/map.ts';
import { arrayMax, arrayMin, arraySort } from './collection/order.ts';
import { arrayAppend, arrayConcat, arrayPrepend, arrayReverse, arraySlice } from './collection/parts.ts';
import { arrayContains, arrayPosition, elementAt, mapContainsKey } from './collection/search.ts';
import { arrayDistinct, arrayExcept, arrayIntersect, arrayRemove, arrayUnion } from './collection/sets.ts';
import { coalesce, ifnull } from './conditional/coalesce.ts';
import { ifFunction } from './conditional/if.ts';
import { nullif } from './conditional/nullif.ts';
import { nullIfZero, nvl2, zeroIfNull } from './conditional/nvl2.ts';
import type { FunctionEntry } from './define.ts';
import { isJson, jsonArrayLength, jsonKeys, jsonType } from './json/json-look.ts';
import { jsonArray, jsonObject } from './json/json-make.ts';
import {
  jsonExists,
  jsonExtract,
  jsonExtractString,
  jsonQuery,
  jsonValue,
  parseJson,
  toJson,
} from './json/json-value.ts';
import { abs, sign } from './math/abs.ts';
import { greatest, least } from './math/least-greatest.ts';
import { mod } from './math/mod.ts';
import { cbrt, exp, ln, log, log2, log10, power, sqrt } from './math/power.ts';
import { random, uuid } from './math/random.ts';
import { ceil, floor, round, trunc } from './math/round.ts';
import { trigonometry } from './math/trigonometry.ts';
import { widthBucket } from './math/width-bucket.ts';
import { hasHeader, header, headerKeys, removeHeader, setHeader } from './record/headers.ts';
import { currentRegion } from './record/region.ts';
import { fromBase64, toBase64 } from './string/base64.ts';
import { fromHex, octetLength, toHex } from './string/bytes.ts';
import { initcap, lower, upper } from './string/case.ts';
import { ascii, chr, overlay, translate } from './string/characters.ts';
import { concat, concatWs } from './string/concat.ts';
import { md5, sha256 } from './string/digest.ts';
import { join } from './string/join.ts';
import { length } from './string/length.ts';
import { lpad, rpad } from './string/pad.ts';
import { regexpCount, regexpExtract, regexpLike, regexpReplace } from './string/regexp.ts';
import { repeat, replace, reverse } from './string/replace.ts';
import { contains, endsWith, instr, position, startsWith } from './string/search.ts';
import { sha1, sha512 } from './string/sha.ts';
import { split, splitIndex } from './string/split.ts';
import { splitPart } from './string/split-part.ts';
import { left, right, substring } from './string/substring.ts';
import { ltrim, rtrim, trim } from './string/trim.ts';
import { urlDecode, urlEncode } from './string/url.ts';
import { unnest } from './table/unnest.ts';
import { dayName, lastDay, makeDate, monthName } from './time/calendar-day.ts';
import { date, fromUnixtime, timestamp, unixTimestamp } from './time/conversion.ts';
import { convertTz } from './time/convert-tz.ts';
import { dateAdd, dateSub } from './time/date-add.ts';
import { dateFormat, toDateFunction, toTimestampFunction } from './time/date-format.ts';
import { dateTrunc } from './time/date-trunc.ts';
import { dateDiff } from './time/datediff.ts';
import { extract, partFunctions } from './time/extract.ts';
import { currentDate, currentTime, now } from './time/now.ts';
import { toTimestampLtz } from './time/timestamp-ltz.ts';
import { windowBounds } from './window/bounds.ts';
import { lag, lead, nthValue } from './window/offset.ts';
import { cumeDist, denseRank, ntile, percentRank, rank, rowNumber } from './window/rank.ts';

export { resolveCall } from './resolve.ts';

/** In the order of the documentation. */
export const functions: readonly FunctionEntry[] = [
  count,
  sum,
  avg,
  min,
  max,
  countDistinct,
  firstValue,
  lastValue,
  stringAgg,
  arrayAgg,
  median,
  percentileCont,
  percentileDisc,
  approxPercentile,
  approxCountDistinct,
  stddev,
  stddevPop,
  variance,
  varPop,
  corr,
  covarPop,
  covarSamp,
  regrSlope,
  regrIntercept,
  regrR2,
  minBy,
  maxBy,
  topk,
  boolAnd,
  boolOr,

  lag,
  lead,
  rowNumber,
  rank,
  denseRank,
  percentRank,
  cumeDist,
  ntile,
  nthValue,
  ...windowBounds,

  abs,
  round,
  ceil,
  floor,
  trunc,
  sign,
  mod,
  least,
  greatest,
  sqrt,
  cbrt,
  power,
  exp,
  ln,
  log,
  log10,
  log2,
  widthBucket,
  random,
  ...trigonometry,

  upper,
  lower,
  initcap,
  trim,
  ltrim,
  rtrim,
  length,
  substring,
  left,
  right,
  replace,
  concat,
  concatWs,
  split,
  join,
  splitPart,
  splitIndex,
  lpad,
  rpad,
  position,
  instr,
  startsWith,
  endsWith,
  contains,
  reverse,
  repeat,
  overlay,
  translate,
  ascii,
  chr,
  regexpLike,
  regexpExtract,
  regexpReplace,
  regexpCount,
  toBase64,
  fromBase64,
  octetLength,
  toHex,
  fromHex,
  urlEncode,
  urlDecode,
  md5,
  sha1,
  sha256,
  sha512,
  uuid,

  now,
  currentDate,
  currentTime,
  timestamp,
  date,
  extract,
  ...partFunctions,
  dateTrunc,
  dateAdd,
  dateSub,
  dateDiff,
  lastDay,
  makeDate,
  dayName,
  monthName,
  dateFormat,
  toTimestampFunction,
  toDateFunction,
  toTimestampLtz,
  convertTz,
  fromUnixtime,
  unixTimestamp,

  coalesce,
  nullif,
  nvl2,
  zeroIfNull,
  nullIfZero,
  ifnull,
  ifFunction,

  jsonValue,
  jsonExtract,
  jsonExtractString,
  jsonQuery,
  jsonExists,
  jsonObject,
  jsonArray,
  jsonKeys,
  jsonArrayLength,
  jsonType,
  isJson,
  parseJson,
  toJson,

  arrayLength,
  arrayContains,
  arrayPosition,
  elementAt,
  arraySlice,
  arrayConcat,
  arrayAppend,
  arrayPrepend,
  arrayReverse,
  arraySort,
  arrayMin,
  arrayMax,
  arrayDistinct,
  arrayUnion,
  arrayIntersect,
  arrayExcept,
  arrayRemove,
  mapKeys,
  mapValues,
  mapContainsKey,
  mapFromArrays,
  mapUnion,

  header,
  headerKeys,
  hasHeader,
  setHeader,
  removeHeader,
  currentRegion,

  unnest,
];

/** By upper-case name and alias. */
export const functionTable: ReadonlyMap<string, FunctionEntry> = new Map(
  functions.flatMap(entry => [entry.name, ...entry.aliases].map(name => [name, entry] as const)),
);

/** Whether a call with so many arguments answers differently each time: it is never folded, and marked in EXPLAIN. */
export const isVolatile = (entry: FunctionEntry, argumentCount: number): boolean =>
  entry.kind === 'scalar' &&
  (entry.volatile === true || (entry.volatile === 'without arguments' && argumentCount === 0));
