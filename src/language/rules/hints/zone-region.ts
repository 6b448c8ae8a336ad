/** A zone lies in one region. */
import type { AttachedHints } from '../../hints/attach.ts';
import { readingsOf } from '../../hints/reading.ts';
import { defineRule } from '../define.ts';
import { setValue } from './edits.ts';
import { laterFirst } from './later-line.ts';

/** `us-west-2`, `ap-southeast-1`, `us-gov-west-1`. */
const AWS_REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
/** `us-central1`, `europe-west1`. */
const GCP_REGION = /^[a-z]+-[a-z]+\d+$/;
const AWS_ZONE = /^(?<region>[a-z]{2}(-[a-z]+)+-\d)[a-z]$/;
const GCP_ZONE = /^(?<region>[a-z]+-[a-z]+\d+)-[a-z]$/;

export const zoneRegion = defineRule<AttachedHints>({
  id: 'hints/zone-region',
  severity: 'warning',
  title: 'node_selector.zone lies in the primary region',
  why: 'The primary region has no node in a zone of another one, so its pods would wait for ever. Only the names of AWS and Google Cloud tell the region of a zone; others are passed over.',
  bad: '-- @ferris:regions.primary=us-west-2\n-- @ferris:node_selector.zone=us-east-1a\nSELECT ticker FROM trades;\n',
  good: '-- @ferris:regions.primary=us-west-2\n-- @ferris:node_selector.zone=us-west-2a\nSELECT ticker FROM trades;\n',
  check: (attached, report) => {
    for (const reading of readingsOf(attached)) {
      const primary = reading.written('regions.primary');
      const zone = reading.written('node_selector.zone');
      const region = zone && regionOf(zone.value);
      if (!primary || !zone || !region || !isRegion(primary.value) || region === primary.value) continue;
      const [at, other] = laterFirst(primary, zone);
      report(at.valueSpan, {
        message: `the zone ${zone.value} lies in ${region}, and the primary region is ${primary.value}`,
        help: `choose a zone of ${primary.value}, or leave the zone to Kubernetes`,
        related: [{ span: other.span, message: `${other.key} is given here` }],
        fixes: [{ title: `Make ${region} the primary region`, edits: [setValue(primary, region)] }],
      });
    }
  },
});

const isRegion = (name: string): boolean => AWS_REGION.test(name) || GCP_REGION.test(name);

const regionOf = (zone: string): string | undefined => (AWS_ZONE.exec(zone) ?? GCP_ZONE.exec(zone))?.groups?.region;
