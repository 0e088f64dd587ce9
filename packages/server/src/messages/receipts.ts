import type { DifferenceCode } from '../receipts/contract.ts'
import type { MetricName } from '../metrics/metric-definitions.ts'
import type { EachOf, Nothing } from './parameters.ts'

/** What is said of where a number comes from. */
export type ReceiptParameters = EachOf<
  | `receipts.difference.${DifferenceCode}`
  | `receipts.definition.${MetricName}`
  | `receipts.question.${'day' | 'follows' | 'followers' | 'rate'}`
  | `receipts.formula.${'rate' | 'from_before' | 'from_later' | 'count'}`,
  Nothing
>
