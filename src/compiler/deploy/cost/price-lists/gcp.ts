/**
 * Prices of Google Cloud in us-central1 (Iowa), dollars per hour, on demand, without sustained-use discounts.
 * Written down from Google's public list as known on the date below and not read from its price API: check what you pay
 * against your bill, and write it into ferris.yaml. Google sets spot prices anew every month, 60 to 91 % off; those here
 * assume the least of it.
 */
import type { PriceList } from '../price-list.ts';

export const gcp: PriceList = {
  region: 'us-central1',
  asOf: '2025-06-01',
  source: 'https://cloud.google.com/compute/vm-instance-pricing',
  spot: { share: 0.4, source: 'https://cloud.google.com/spot-vms/pricing' },
  // pd-balanced.
  storageGibMonth: 0.1,
  perVcpu: {
    'e2-standard': 0.033503,
    'e2-highmem': 0.0451945,
    'e2-highcpu': 0.0247325,
    'n2-standard': 0.048559,
    'n2-highmem': 0.065507,
    'n2-highcpu': 0.035848,
    'n2d-standard': 0.042246,
    'n2d-highmem': 0.056992,
    'c2-standard': 0.0522,
    'c3-standard': 0.050402,
    't2a-standard': 0.0385,
  },
  // More memory than 8 GiB for each vCPU costs extra, less costs less.
  onDemand: { 'n2-highmem-128': 7.706976 },
};
