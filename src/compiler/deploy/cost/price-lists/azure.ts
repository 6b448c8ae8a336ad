/**
 * Prices of Azure in East US (Virginia), dollars per hour, Linux, pay as you go.
 * Written down from Microsoft's public list as known on the date below and not read from its price API: check what you pay
 * against your bill, and write it into ferris.yaml. Spot prices are a market's, up to 90 % off; those here assume 60 % off.
 */
import type { PriceList } from '../price-list.ts';

export const azure: PriceList = {
  region: 'eastus',
  asOf: '2025-06-01',
  source: 'https://azure.microsoft.com/pricing/details/virtual-machines/linux/',
  spot: { share: 0.4, source: 'https://azure.microsoft.com/pricing/spot-advisor/' },
  // Standard SSD.
  storageGibMonth: 0.075,
  perVcpu: {
    'Standard_D*_v5': 0.048,
    'Standard_D*s_v5': 0.048,
    'Standard_D*ds_v5': 0.0565,
    'Standard_D*as_v5': 0.043,
    'Standard_D*ps_v5': 0.0385,
    'Standard_E*_v5': 0.063,
    'Standard_E*s_v5': 0.063,
    'Standard_E*ds_v5': 0.072,
    'Standard_E*as_v5': 0.0565,
    'Standard_E*ps_v5': 0.0505,
    'Standard_F*s_v2': 0.0423,
  },
  onDemand: {},
};
