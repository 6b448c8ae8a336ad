/**
 * Prices of AWS in us-east-1 (Northern Virginia), dollars per hour, Linux, on demand, shared tenancy.
 * Written down from Amazon's public list as known on the date below and not read from its price API: check what you pay
 * against your bill, and write it into ferris.yaml. Spot prices are a market's and no list has them; those here assume a
 * share of the on-demand price, that of the example for c5.2xlarge in the user guide of EC2 Auto Scaling.
 */
import type { PriceList } from '../price-list.ts';

/** $0.170 to $0.191 of $0.34 in the guide's example. */
const SPOT_SHARE = 0.53;

export const aws: PriceList = {
  region: 'us-east-1',
  asOf: '2025-06-01',
  source: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  spot: { share: SPOT_SHARE, source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/' },
  // gp3.
  storageGibMonth: 0.08,
  perVcpu: {
    c5: 0.0425,
    c5n: 0.054,
    c6i: 0.0425,
    c6in: 0.0567,
    c6g: 0.034,
    c7i: 0.044625,
    c7g: 0.03625,
    m5: 0.048,
    m6i: 0.048,
    m6g: 0.0385,
    m7i: 0.0504,
    m7g: 0.0408,
    r5: 0.063,
    r6i: 0.063,
    r6g: 0.0504,
    r7g: 0.05355,
  },
  // The GPU is the larger part of these prices, whatever the size.
  onDemand: {
    'g4dn.xlarge': 0.526,
    'g4dn.2xlarge': 0.752,
    'g4dn.4xlarge': 1.204,
    'g4dn.8xlarge': 2.176,
    'g4dn.16xlarge': 4.352,
    'g5.xlarge': 1.006,
    'g5.2xlarge': 1.212,
    'g5.4xlarge': 1.624,
    'g5.8xlarge': 2.448,
    'g5.16xlarge': 4.096,
    'g6.xlarge': 0.8048,
    'g6.2xlarge': 0.9776,
    'g6.4xlarge': 1.3232,
    'g6.8xlarge': 2.0144,
    'g6.16xlarge': 3.3968,
  },
};
